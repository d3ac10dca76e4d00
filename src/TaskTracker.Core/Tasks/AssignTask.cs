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
            context => context.EditTaskAsync(actor, input.TaskId, AccessRules.RefuseEdit, input.Version, time.UtcNow(), async task =>
            {
                if (!await context.HasUserAsync(input.UserId))
                {
                    return new UserNotFound($"{input.UserId}");
                }

                task.UserId = input.UserId;
                return null;
            }),
            cancellationToken);
}
