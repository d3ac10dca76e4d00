using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Creates up to <see cref="TaskBatch.MaximumItems"/> tasks at once.</summary>
public sealed class CreateTasks(TrackerDatabase database, CreateTask one)
{
    /// <summary>What became of each. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/>, <see cref="ItemRefused"/> of an atomic batch.</summary>
    public async Task<Result<BatchOutcome>> ExecuteAsync(Actor actor, TaskBatch<CreateTask.Input> batch, CancellationToken cancellationToken) =>
        AccessRules.Refuse(actor, Permissions.CreateTasks) is { } refusal ? refusal : await database.WriteBatchAsync(
            actor,
            batch,
            CreateTask.Check,
            async (context, items) =>
            {
                var ids = items.Select(item => item.UserId).Distinct().ToList();
                var users = await context.Users.Where(user => ids.Contains(user.Id)).Select(user => user.Id).ToHashSetAsync();
                return item => one.Add(context, actor, item, users.Contains(item.UserId));
            },
            cancellationToken);
}
