using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Counts the changes to who anybody is and what they may do, so that whoever remembers an answer to that question knows when to ask again. The count
/// is kept in the store, for changes that other processes make.
/// </summary>
public sealed class AccessEpochs(TrackerDatabase database)
{
    private static readonly Func<TrackerDbContext, Task<long>> Stored = EF.CompileAsyncQuery(
        (TrackerDbContext context) => context.State.Where(i => i.Id == StoreState.OnlyId).Select(i => i.AccessEpoch).Single());

    private long epoch;
    private long lastStored = -1;

    /// <summary>Moves whenever rights may have been taken from somebody.</summary>
    public long Epoch => Volatile.Read(ref epoch);

    /// <summary>Looks whether another process changed something.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var stored = await Stored(read.Context);
        if (Interlocked.Exchange(ref lastStored, stored) != stored)
        {
            Interlocked.Increment(ref epoch);
        }
    }

    /// <summary>
    /// Runs a write that changes what somebody may do. When it has been acknowledged, nobody is allowed by what was true before.
    /// </summary>
    /// <param name="actor">Who writes.</param>
    /// <param name="work">See <see cref="TrackerDatabase.WriteAsync"/>.</param>
    /// <param name="cancellationToken">Honoured until the work begins.</param>
    /// <param name="takesRights">
    /// Whether what was done took a right from anybody, or made them somebody else by name; null for always. Everybody is looked up again
    /// after that, so what anybody may do at any time must not count.
    /// </param>
    internal async Task<Result<T>> WriteAsync<T>(
        Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken, Predicate<T>? takesRights = null)
        where T : class
    {
        var counts = false;
        var result = await database.WriteAsync<T>(
            actor,
            async context =>
            {
                if (takesRights is null)
                {
                    // First, so that two who change rights at the same time come one after the other on any database.
                    await CountAsync(context);
                }

                var done = await work(context);
                if (!done.Succeeded)
                {
                    return done;
                }

                await context.SaveChangesAsync();
                counts = takesRights?.Invoke(done.Value) != false;
                if (counts && takesRights is not null)
                {
                    await CountAsync(context);
                }

                return done;
            },
            cancellationToken);
        if (counts)
        {
            Interlocked.Increment(ref epoch);
        }

        return result;
    }

    private static Task<int> CountAsync(TrackerDbContext context) =>
        context.State.ExecuteUpdateAsync(row => row.SetProperty(i => i.AccessEpoch, i => i.AccessEpoch + 1));
}
