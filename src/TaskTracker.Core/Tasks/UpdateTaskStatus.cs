using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Moves a task to a status; every move is allowed.</summary>
public sealed class UpdateTaskStatus(TrackerDatabase database, TimeProvider time)
{
    /// <param name="Id">The task.</param>
    /// <param name="Status">Where it stands now.</param>
    public sealed record Input(int Id, TaskStatus Status);

    /// <summary>The task as it is now. Refusals: <see cref="AccessRefusal"/>, <see cref="TaskNotFound"/>.</summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        AccessRules.RefuseMoves(actor) is { } refusal ? refusal : await database.EditTaskAsync(
        actor,
        time,
        input.Id,
        AccessRules.RefuseMove,
        (_, task) =>
        {
            task.Status = input.Status;
            return Task.FromResult<Failure?>(null);
        },
        cancellationToken);
}
