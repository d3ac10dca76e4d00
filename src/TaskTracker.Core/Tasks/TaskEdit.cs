using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>What every change to an existing task has in common.</summary>
internal static class TaskEdit
{
    /// <summary>The task, to be changed; null when there is none.</summary>
    public static async Task<TaskItem?> LoadTaskAsync(this TrackerDbContext context, int id)
    {
        await context.LockTasksAsync([id]);
        return await RowsById.OfTasks.LoadAsync(context, id);
    }

    /// <summary>Whether there is such a user.</summary>
    public static Task<bool> HasUserAsync(this TrackerDbContext context, int id) => RowsById.OfUsers.HasAsync(context, id);

    /// <summary>The task when it may be changed. Refusals: <see cref="TaskNotFound"/>, what <paramref name="refuse"/> says, and <see cref="VersionConflict"/>.</summary>
    /// <param name="task">The task; null when there is none.</param>
    /// <param name="id">Its id.</param>
    /// <param name="refuse">Why the actor may not change this task; null when they may.</param>
    /// <param name="version">What the caller has seen of it.</param>
    public static Result<TaskItem> Changeable(TaskItem? task, int id, Func<TaskItem, AccessRefusal?> refuse, ExpectedVersion version) =>
        task is null ? new TaskNotFound($"{id}")
        : refuse(task) is { } refusal ? refusal
        : !version.Allows(task.Version) ? new VersionConflict(task)
        : task;

    /// <summary>
    /// Lets <paramref name="change"/> set the fields of a task, and gives it a new version and time if one of them differs; a change to what
    /// already is succeeds and leaves nothing to save.
    /// </summary>
    /// <param name="context">Has loaded the task.</param>
    /// <param name="changeable">See <see cref="Changeable"/>.</param>
    /// <param name="now">When the change happens.</param>
    /// <param name="change">Answers a failure, or null when it has set the fields.</param>
    public static Result<TaskItem> EditTask(this TrackerDbContext context, Result<TaskItem> changeable, DateTime now, Func<TaskItem, Failure?> change)
    {
        if (changeable.Value is not { } task)
        {
            return changeable;
        }

        if (change(task) is { } failure)
        {
            return failure;
        }

        var entry = context.Entry(task);
        entry.DetectChanges();
        if (entry.State == EntityState.Modified)
        {
            task.Version++;
            task.UpdatedAt = now;
        }

        return task;
    }

    /// <summary>Runs <paramref name="write"/> in a transaction and saves what it made of a task.</summary>
    public static Task<Result<TaskItem>> SaveTaskAsync(
        this TrackerDatabase database, Actor actor, Func<TrackerDbContext, Task<Result<TaskItem>>> write, CancellationToken cancellationToken) =>
        database.WriteAsync<TaskItem>(
            actor,
            async context =>
            {
                var written = await write(context);
                if (written.Succeeded)
                {
                    await context.SaveChangesAsync();
                }

                return written;
            },
            cancellationToken);
}
