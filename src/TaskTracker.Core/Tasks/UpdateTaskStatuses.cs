using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Moves up to <see cref="TaskBatch.MaximumItems"/> tasks to statuses.</summary>
public sealed class UpdateTaskStatuses(TrackerDatabase database, UpdateTaskStatus one)
{
    /// <summary>What became of each. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/>, <see cref="ItemRefused"/> of an atomic batch.</summary>
    public async Task<Result<BatchOutcome>> ExecuteAsync(Actor actor, TaskBatch<UpdateTaskStatus.Input> batch, CancellationToken cancellationToken) =>
        AccessRules.RefuseMoves(actor) is { } refusal ? refusal : await database.EditBatchAsync(
            actor, batch, _ => [], item => item.Id, (context, item, task) => one.Move(context, actor, item, task), cancellationToken);
}
