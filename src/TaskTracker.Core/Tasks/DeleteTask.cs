using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Deletes a task. It can be restored until it is purged; its id is never given to another.</summary>
public sealed class DeleteTask(TrackerDatabase database, TimeProvider time)
{
    /// <param name="Id">The task.</param>
    /// <param name="Version">What the caller has seen of it.</param>
    public sealed record Input(int Id, ExpectedVersion Version = default);

    /// <summary>The task as it was. Refusals: <see cref="AccessRefusal"/>, <see cref="TaskNotFound"/>, <see cref="VersionConflict"/>.</summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.RefuseEdits(actor) is { } refusal)
        {
            return refusal;
        }

        var now = time.UtcNow();
        return await database.SaveTaskAsync(
            actor,
            async context =>
            {
                var found = TaskEdit.Changeable(await context.LoadTaskAsync(input.Id), input.Id, task => AccessRules.RefuseEdit(actor, task), input.Version);
                if (found.Value is { } task)
                {
                    task.Version++;
                    task.UpdatedAt = now;
                    task.DeletedAt = now;
                    context.Remove(task);
                    context.Add(DeletedTask.Of(task, now));
                }

                return found;
            },
            cancellationToken);
    }
}
