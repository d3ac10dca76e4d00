using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Forgets tasks that were deleted long ago, and what the change log tells of their contents. That they were there, it keeps.</summary>
public sealed class PurgeTasks(TrackerDatabase database, TimeProvider time)
{
    // Small, so that writers who wait behind it hardly notice.
    private const int BatchSize = 200;

    /// <summary>Purges one batch of those that were deleted longer ago than <paramref name="keepFor"/>.</summary>
    public Task<Result<Pruned>> ExecuteAsync(Actor actor, TimeSpan keepFor, CancellationToken cancellationToken) => database.WriteAsync<Pruned>(
        actor,
        async context =>
        {
            var expiry = time.UtcNow() - keepFor;
            var ids = await context.DeletedTasks.Where(d => d.DeletedAt < expiry).OrderBy(d => d.DeletedAt).Take(BatchSize).Select(d => d.Id).ToListAsync();
            IReadOnlyList<FieldChange> nothing = [];
            await context.Changes.Where(c => ids.Contains(c.TaskId)).ExecuteUpdateAsync(row => row.SetProperty(c => c.Changes, nothing));
            await context.DeletedTasks.Where(d => ids.Contains(d.Id)).ExecuteDeleteAsync();
            return new Pruned(ids.Count, ids.Count == BatchSize);
        },
        cancellationToken);
}
