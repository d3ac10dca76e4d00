using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>What every change to an existing task has in common.</summary>
internal static class TaskEdit
{
    /// <summary>The task, to be changed. Refusals: <see cref="TaskNotFound"/>, what <paramref name="refuse"/> says, and <see cref="VersionConflict"/>.</summary>
    /// <param name="refuse">Why the actor may not change this task; null when they may.</param>
    /// <param name="version">What the caller has seen of it.</param>
    public static async Task<Result<TaskItem>> FindTaskAsync(
        this TrackerDbContext context, Actor actor, int id, Func<Actor, TaskItem, AccessRefusal?> refuse, ExpectedVersion version) =>
        (context.Loaded(context.Tasks, id) ?? await context.Tasks.AsTracking().FirstOrDefaultAsync(t => t.Id == id)) is not { } task ? new TaskNotFound($"{id}")
        : refuse(actor, task) is { } refusal ? refusal
        : !version.Allows(task.Version) ? new VersionConflict(task)
        : task;

    /// <summary>
    /// Finds the task, lets <paramref name="change"/> set its fields, and gives it a new version and time if one of them differs; a change
    /// to what already is succeeds and leaves nothing to save.
    /// </summary>
    /// <param name="refuse">As above.</param>
    /// <param name="version">As above.</param>
    /// <param name="now">When the change happens.</param>
    /// <param name="change">Answers a failure, or null when it has set the fields.</param>
    public static async Task<Result<TaskItem>> EditTaskAsync(
        this TrackerDbContext context, Actor actor, int id, Func<Actor, TaskItem, AccessRefusal?> refuse, ExpectedVersion version, DateTime now,
        Func<TaskItem, Task<Failure?>> change)
    {
        var found = await context.FindTaskAsync(actor, id, refuse, version);
        if (found.Value is not { } task)
        {
            return found;
        }

        if (await change(task) is { } failure)
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

    /// <summary>Whether there is such a user.</summary>
    public static async Task<bool> HasUserAsync(this TrackerDbContext context, int id) =>
        context.Loaded(context.Users, id) is not null || await context.Users.AnyAsync(u => u.Id == id);

    // What a batch has loaded before. Nobody else has loaded anything, and a look would compare everything with what it was.
    private static T? Loaded<T>(this TrackerDbContext context, DbSet<T> rows, int id) where T : class =>
        context.ChangeTracker.AutoDetectChangesEnabled ? null : rows.Local.FindEntry(id)?.Entity;

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
