using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Idempotency;

/// <summary>Forgets the outcomes of requests that nobody sends again any more.</summary>
public sealed class PruneOutcomes(TrackerDatabase database, TimeProvider time)
{
    private const int BatchSize = 1_000;

    /// <summary>Removes one batch of those that are older than <paramref name="keepFor"/>.</summary>
    public Task<Result<Pruned>> ExecuteAsync(Actor actor, TimeSpan keepFor, CancellationToken cancellationToken) => database.WriteAsync<Pruned>(
        actor,
        async context =>
        {
            var expiry = time.UtcNow() - keepFor;
            var expired = context.Outcomes.Where(o => o.At < expiry);
            var last = await expired.OrderBy(o => o.At).Select(o => (DateTime?)o.At).Skip(BatchSize - 1).FirstOrDefaultAsync() ?? expiry;
            var removed = await expired.Where(o => o.At <= last).ExecuteDeleteAsync();
            return new Pruned(removed, removed >= BatchSize);
        },
        cancellationToken);
}
