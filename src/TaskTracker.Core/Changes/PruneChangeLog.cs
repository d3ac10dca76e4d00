using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Changes;

/// <summary>Removes the oldest changes that nobody has to be able to catch up with any more.</summary>
public sealed class PruneChangeLog(TrackerDatabase database, TimeProvider time)
{
    // Small, so that writers who wait behind it hardly notice.
    private const int BatchSize = 1_000;

    /// <param name="KeepFor">A younger change is kept.</param>
    /// <param name="KeepAtLeast">So many of the newest changes are kept, whatever their age; at least one, from which the log goes on.</param>
    public sealed record Input(TimeSpan KeepFor, int KeepAtLeast);

    /// <summary>Removes one batch.</summary>
    public async Task<Result<Pruned>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var expiry = time.UtcNow() - input.KeepFor;
        if (await FindLastToGoAsync(expiry, Math.Max(input.KeepAtLeast, 1), cancellationToken) is not { } last)
        {
            return new Pruned(0, false);
        }

        return await database.WriteAsync<Pruned>(actor, context => RemoveAsync(context, expiry, last), cancellationToken);
    }

    // Before the write, which nobody is to wait behind: it counts.
    private async Task<long?> FindLastToGoAsync(DateTime expiry, int kept, CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var hasExpired = await read.Context.Changes.OrderBy(c => c.Sequence).Take(1).AnyAsync(c => c.At < expiry, cancellationToken);
        return hasExpired
            ? await read.Context.Changes.OrderByDescending(c => c.Sequence).Skip(kept).Select(c => (long?)c.Sequence).FirstOrDefaultAsync(cancellationToken)
            : null;
    }

    private static async Task<Result<Pruned>> RemoveAsync(TrackerDbContext context, DateTime expiry, long last)
    {
        var oldest = await context.Changes.Where(c => c.Sequence <= last).OrderBy(c => c.Sequence).Take(BatchSize)
            .Select(c => new { c.Sequence, c.At }).ToListAsync();

        // Up to the first one that is young enough, and no further, so that the log never has a hole.
        var expired = oldest.TakeWhile(change => change.At < expiry).ToList();
        if (expired.Count > 0)
        {
            var end = expired[^1].Sequence;
            await context.Changes.Where(c => c.Sequence <= end).ExecuteDeleteAsync();
            await context.State.ExecuteUpdateAsync(row => row.SetProperty(i => i.PrunedTo, end));
        }

        return new Pruned(expired.Count, expired.Count == BatchSize);
    }
}
