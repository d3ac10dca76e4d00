using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Idempotency;

/// <summary>
/// Does once what is asked for several times under one key. Whether it was done is decided inside the transaction that would do it, so of any
/// number of attempts at once one does it, and a crash leaves both the write and its record or neither
/// (docs/decisions/0010-idempotency-keys.md).
/// </summary>
public sealed class IdempotentWrites(TrackerDatabase database)
{
    private const string Savepoint = "attempt";

    /// <summary>Why the actor's attempt cannot be answered: its key stands for another request. Asked before anything runs; the write asks again.</summary>
    public async Task<Failure?> RefuseAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Attempt is not { } attempt)
        {
            return null;
        }

        using var read = await database.ReadAsync(cancellationToken);
        return Refuse(attempt, await Earlier(read.Context, actor, attempt).ToListAsync(cancellationToken));
    }

    /// <summary>What the first attempt answered, a refusal included; when this is the first, does <paramref name="work"/> and keeps its answer.</summary>
    internal static async Task<Result<Answer<T>>> AnswerAsync<T>(
        TrackerDbContext context, Actor actor, Attempt attempt, DateTime now, Func<TrackerDbContext, Task<Result<T>>> work)
        where T : class
    {
        var earlier = await Earlier(context, actor, attempt).ToListAsync();
        if (Refuse(attempt, earlier) is { } refusal)
        {
            return refusal;
        }

        if (earlier.Find(outcome => outcome.Place == attempt.Place) is { } known)
        {
            return new Answer<T>(OutcomeText.Read<T>(known.Outcome));
        }

        // Of a refusal only the record remains.
        var transaction = context.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Savepoint);
        var result = await work(context);
        if (!result.Succeeded)
        {
            await transaction.RollbackToSavepointAsync(Savepoint);
            context.ChangeTracker.Clear();
        }

        context.Add(new RecordedOutcome
        {
            Scope = ScopeOf(actor),
            Key = attempt.Key,
            Place = attempt.Place,
            Fingerprint = attempt.Fingerprint,
            Outcome = OutcomeText.Write(result),
            At = now,
        });
        await context.SaveChangesAsync();
        return new Answer<T>(result);
    }

    private static IQueryable<RecordedOutcome> Earlier(TrackerDbContext context, Actor actor, Attempt attempt)
    {
        var (scope, key) = (ScopeOf(actor), attempt.Key);
        return context.Outcomes.Where(outcome => outcome.Scope == scope && outcome.Key == key);
    }

    private static IdempotencyKeyReused? Refuse(Attempt attempt, List<RecordedOutcome> earlier) =>
        earlier.Exists(outcome => !outcome.Fingerprint.AsSpan().SequenceEqual(attempt.Fingerprint)) ? new() : null;

    private static int ScopeOf(Actor actor) => actor.Identity?.UserId ?? 0;

    /// <summary>A result that is committed whether it is a success or a refusal.</summary>
    internal sealed record Answer<T>(Result<T> Result) where T : class;
}
