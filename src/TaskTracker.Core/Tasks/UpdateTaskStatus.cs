using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Moves a task to a status; every move is allowed.</summary>
public sealed class UpdateTaskStatus(TrackerDatabase database, TimeProvider time)
{
    /// <param name="Id">The task.</param>
    /// <param name="Status">Where it stands now.</param>
    /// <param name="Version">What the caller has seen of it.</param>
    public sealed record Input(int Id, TaskStatus Status, ExpectedVersion Version = default);

    /// <summary>The task as it is now. Refusals: <see cref="AccessRefusal"/>, <see cref="TaskNotFound"/>, <see cref="VersionConflict"/>.</summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        AccessRules.RefuseMoves(actor) is { } refusal ? refusal : await database.SaveTaskAsync(
            actor, async context => Move(context, actor, input, await context.LoadTaskAsync(input.Id)), cancellationToken);

    /// <summary>Moves the task, to be saved.</summary>
    internal Result<TaskItem> Move(TrackerDbContext context, Actor actor, Input input, TaskItem? found)
    {
        var now = time.UtcNow();
        return context.EditTask(TaskEdit.Changeable(found, input.Id, task => AccessRules.RefuseMove(actor, task), input.Version), now, task =>
        {
            task.MoveTo(input.Status, now);
            return null;
        });
    }
}
