using TaskTracker.Core.Access;
using TaskTracker.Core.Idempotency;

namespace TaskTracker.Core.Data;

/// <summary>
/// The way to the store. Reads run side by side; how writes are ordered is the database's own affair, and an
/// acknowledged write has survived whatever its durability setting promises.
/// </summary>
/// <param name="time">Dates what is kept of requests that may be repeated.</param>
public abstract class TrackerDatabase(TimeProvider time)
{
    /// <summary>Creates the store or brings it up to date. Once, before anything else.</summary>
    public abstract Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>A context to read with, on a connection that stays open between readers. Dispose it soon.</summary>
    public abstract ValueTask<ReadSession> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and commits it when it succeeds. A refusal or an exception
    /// leaves nothing behind. When the actor repeats a request (<see cref="Actor.Attempt"/>), answers what the first attempt did.
    /// </summary>
    /// <param name="actor">Who writes; the change log keeps it.</param>
    /// <param name="work">May run more than once where the database asks for a retry; it must only use the context.</param>
    /// <param name="cancellationToken">Honoured until the work begins; from then on it is finished.</param>
    /// <exception cref="Exception">The store failed; <see cref="TroubleOf"/> tells whether it is in trouble.</exception>
    public async Task<Result<T>> WriteAsync<T>(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
        where T : class
    {
        if (actor.Attempt is not { } attempt || !OutcomeText.Keeps(typeof(T)))
        {
            return await CommitAsync(actor, work, cancellationToken);
        }

        var answered = await CommitAsync<IdempotentWrites.Answer<T>>(actor, context => IdempotentWrites.AnswerAsync(context, actor, attempt, time.UtcNow(), work), cancellationToken);
        return answered.Succeeded ? answered.Value.Result : answered.Refusal;
    }

    /// <summary>Runs <paramref name="work"/> in a transaction, as <see cref="WriteAsync"/> says, whoever asks for the how often.</summary>
    protected abstract Task<Result<T>> CommitAsync<T>(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Writes a copy of the store, as it is at one moment, while it is in use.</summary>
    /// <param name="file">A file that does not exist yet; it appears when the copy is whole.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="IOException">The file exists already or cannot be written.</exception>
    public abstract Task BackUpAsync(string file, CancellationToken cancellationToken);

    /// <summary>What is wrong with the store when it throws this; null when it is not to blame, and for a defect of ours.</summary>
    public abstract StoreTrouble? TroubleOf(Exception exception);

    /// <summary>What seals this store's cursors. Valid after the store has been opened.</summary>
    public abstract ReadOnlyMemory<byte> CursorKey { get; }
}
