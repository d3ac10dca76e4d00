using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Creates up to 500 tasks at once.</summary>
public sealed class CreateTasks(TrackerDatabase database, CreateTask one)
{
    /// <summary>What became of each. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/>, <see cref="ItemRefused"/> of an atomic batch.</summary>
    public async Task<Result<BatchOutcome>> ExecuteAsync(Actor actor, TaskBatch<CreateTask.Input> batch, CancellationToken cancellationToken) =>
        AccessRules.Refuse(actor, Permissions.CreateTasks) is { } refusal ? refusal : await database.WriteBatchAsync(
            actor, batch, CreateTask.Check, _ => null, item => item.UserId, (context, item) => one.AddAsync(context, actor, item), cancellationToken);
}
