using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Transfer;

/// <summary>Reads all users, all tasks and the whole change log, as they are at one moment.</summary>
public sealed class ExportStore(TrackerDatabase database)
{
    /// <summary>
    /// The <see cref="User"/>s and the <see cref="TaskItem"/>s by id, those that were deleted after the others, then each <see cref="TaskChange"/> in the order of the log.
    /// Refusal: <see cref="AccessRefusal"/>.
    /// </summary>
    public Result<IAsyncEnumerable<object>> Execute(Actor actor, CancellationToken cancellationToken) =>
        AccessRules.Refuse(actor, Permissions.All) is { } refusal ? refusal : new Result<IAsyncEnumerable<object>>(ReadAsync(cancellationToken));

    private async IAsyncEnumerable<object> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        await using var snapshot = await read.Context.BeginSnapshotAsync(cancellationToken);
        await foreach (var user in read.Context.Users.OrderBy(user => user.Id).AsAsyncEnumerable())
        {
            yield return user;
        }

        await foreach (var task in read.Context.Tasks.OrderBy(task => task.Id).AsAsyncEnumerable())
        {
            yield return task;
        }

        await foreach (var task in read.Context.DeletedTasks.OrderBy(task => task.Id).AsAsyncEnumerable())
        {
            yield return task.ToTask();
        }

        // Also those that readers who go on from one to the next still have to wait for.
        await foreach (var change in read.Context.Changes.IgnoreQueryFilters().OrderBy(change => change.Sequence).AsAsyncEnumerable())
        {
            yield return change;
        }
    }
}
