using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Transfer;

/// <summary>The tasks that an import could collide with.</summary>
internal static class KnownTasks
{
    /// <summary>A value of each task that has one of these ids, whether or not it was deleted.</summary>
    public static async Task<Dictionary<int, T>> FindEvenDeletedAsync<T>(this TrackerDbContext context, List<int> ids, Func<TaskItem, T> value)
    {
        var found = await context.Tasks.Where(task => ids.Contains(task.Id)).AsNoTracking().ToDictionaryAsync(task => task.Id, value);
        foreach (var deleted in await context.DeletedTasks.Where(task => ids.Contains(task.Id)).AsNoTracking().ToListAsync())
        {
            found.Add(deleted.Id, value(deleted.ToTask()));
        }

        return found;
    }
}
