using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Changes what up to <see cref="TaskBatch.MaximumItems"/> tasks say.</summary>
public sealed class UpdateTasks(TrackerDatabase database, UpdateTask one)
{
    /// <summary>What became of each. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/>, <see cref="ItemRefused"/> of an atomic batch.</summary>
    public async Task<Result<BatchOutcome>> ExecuteAsync(Actor actor, TaskBatch<UpdateTask.Input> batch, CancellationToken cancellationToken) =>
        AccessRules.RefuseEdits(actor) is { } refusal ? refusal : await database.EditBatchAsync(
            actor, batch, UpdateTask.Check, item => item.Id, (context, item, task) => one.Edit(context, actor, item, task), cancellationToken);
}
