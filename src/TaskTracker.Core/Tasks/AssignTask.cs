using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Gives a task to another user.</summary>
public sealed class AssignTask(TrackerDatabase database, TimeProvider time)
{
    /// <param name="TaskId">The task.</param>
    /// <param name="UserId">The new assignee.</param>
    /// <param name="Version">What the caller has seen of it.</param>
    public sealed record Input(int TaskId, int UserId, ExpectedVersion Version = default);

    /// <summary>The task as it is now. Refusals: <see cref="AccessRefusal"/>, <see cref="TaskNotFound"/>, <see cref="VersionConflict"/>, <see cref="UserNotFound"/>.</summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        AccessRules.RefuseEdits(actor) is { } refusal ? refusal : await database.SaveTaskAsync(
            actor,
            async context =>
            {
                var hasUser = await context.HasUserAsync(input.UserId);
                var changeable = TaskEdit.Changeable(await context.LoadTaskAsync(input.TaskId), input.TaskId, task => AccessRules.RefuseEdit(actor, task), input.Version);
                return context.EditTask(changeable, time.UtcNow(), task =>
                {
                    task.UserId = hasUser ? input.UserId : task.UserId;
                    return hasUser ? null : new UserNotFound($"{input.UserId}");
                });
            },
            cancellationToken);
}
