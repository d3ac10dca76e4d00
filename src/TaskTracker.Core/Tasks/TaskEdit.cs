using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>What every change to an existing task has in common.</summary>
internal static class TaskEdit
{
    /// <summary>
    /// Loads the task, lets <paramref name="change"/> set its fields, and saves it with a new version and time if one of
    /// them differs; a change to what already is succeeds and writes nothing.
    /// </summary>
    /// <param name="refuse">Why the actor may not change this task; null when they may.</param>
    /// <param name="change">Answers a failure, or null when it has set the fields.</param>
    public static Task<Result<TaskItem>> EditTaskAsync(
        this TrackerDatabase database,
        Actor actor,
        TimeProvider time,
        int id,
        Func<Actor, TaskItem, AccessRefusal?> refuse,
        Func<TrackerDbContext, TaskItem, Task<Failure?>> change,
        CancellationToken cancellationToken) =>
        database.WriteAsync<TaskItem>(
            actor,
            async context =>
            {
                var task = await context.Tasks.AsTracking().FirstOrDefaultAsync(t => t.Id == id);
                if (task is null)
                {
                    return new TaskNotFound($"{id}");
                }

                if (refuse(actor, task) is { } refusal)
                {
                    return refusal;
                }

                if (await change(context, task) is { } failure)
                {
                    return failure;
                }

                if (context.Entry(task).State == EntityState.Modified)
                {
                    task.Version++;
                    task.UpdatedAt = time.UtcNow();
                    await context.SaveChangesAsync();
                }

                return task;
            },
            cancellationToken);
}
