using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Brings a deleted task back, with its id and its history. Who could have changed it may.</summary>
public sealed class RestoreTask(TrackerDatabase database, TimeProvider time)
{
    /// <param name="Id">The task.</param>
    /// <param name="Version">What the caller has seen of it.</param>
    public sealed record Input(int Id, ExpectedVersion Version = default);

    /// <summary>
    /// The task as it is now. Refusals: <see cref="AccessRefusal"/>, <see cref="TaskNotFound"/> for one that is not deleted, or purged,
    /// <see cref="VersionConflict"/>.
    /// </summary>
    public async Task<Result<TaskItem>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        AccessRules.RefuseEdits(actor) is { } refusal ? refusal : await database.SaveTaskAsync(
            actor,
            async context =>
            {
                var deleted = await context.DeletedTasks.FirstOrDefaultAsync(d => d.Id == input.Id);
                var restorable = TaskEdit.Changeable(deleted?.ToTask(), input.Id, task => AccessRules.RefuseEdit(actor, task), input.Version);
                if (restorable.Value is { } task)
                {
                    task.Version++;
                    task.UpdatedAt = time.UtcNow();
                    task.DeletedAt = null;
                    context.Remove(deleted!);
                    context.Add(task);
                }

                return restorable;
            },
            cancellationToken);
}
