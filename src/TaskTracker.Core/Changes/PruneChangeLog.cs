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
    public sealed record Input(TimeSpan KeepFor, long KeepAtLeast);

    /// <summary>Removes one batch.</summary>
    public Task<Result<Pruned>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken) => database.WriteAsync<Pruned>(
        actor,
        async context =>
        {
            var newest = await ChangeReader.FindHeadAsync(context);
            var last = newest - Math.Max(input.KeepAtLeast, 1);
            var expiry = time.UtcNow() - input.KeepFor;
            var oldest = await context.Changes.Where(c => c.Sequence <= last).OrderBy(c => c.Sequence).Take(BatchSize)
                .Select(c => new { c.Sequence, c.At }).ToListAsync();

            // Up to the first one that is young enough, and no further, so that the log never has a hole.
            var expired = oldest.TakeWhile(change => change.At < expiry).ToList();
            if (expired.Count > 0)
            {
                var end = expired[^1].Sequence;
                await context.Changes.Where(c => c.Sequence <= end).ExecuteDeleteAsync();
            }

            return new Pruned(expired.Count, expired.Count == BatchSize);
        },
        cancellationToken);
}
