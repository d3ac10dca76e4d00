using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Transfer;

/// <summary>Takes over tasks with the ids and times that they have elsewhere.</summary>
public sealed class ImportTasks(TrackerDatabase database)
{
    /// <summary>
    /// What became of each, in their order. Those that are not refused are saved together. A task that is here with this id and this
    /// <c>createdAt</c>, deleted or not, is not touched, so that an import can be run again. Refusal:
    /// <see cref="AccessRefusal"/>.
    /// </summary>
    /// <param name="actor">Who may edit every task.</param>
    /// <param name="tasks">Their fields obey <see cref="TaskRules"/>; their users must be here.</param>
    /// <param name="withHistory">Whether their history comes with them, to be saved by <see cref="ImportChanges"/>; otherwise each begins one with <c>CREATED</c>.</param>
    /// <param name="stopAtRefusal">Whether to leave out what comes after the first that is refused; the outcomes end with it.</param>
    /// <param name="cancellationToken">Honoured until the write begins.</param>
    public async Task<Result<IReadOnlyList<ImportOutcome>>> ExecuteAsync(
        Actor actor, IReadOnlyList<TaskItem> tasks, bool withHistory, bool stopAtRefusal, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.CreateTasks | Permissions.EditAnyTask) is { } refusal)
        {
            return refusal;
        }

        return await database.WriteAsync<IReadOnlyList<ImportOutcome>>(
            actor,
            async context =>
            {
                var here = await context.FindEvenDeletedAsync([.. tasks.Select(task => task.Id)], task => task.CreatedAt);
                var userIds = tasks.Select(task => task.UserId).Distinct().ToList();
                var users = await context.Users.Where(user => userIds.Contains(user.Id)).Select(user => user.Id).ToHashSetAsync();
                var outcomes = ImportOutcome.OfEach(tasks, stopAtRefusal, task => Judge(task, here, users), task =>
                {
                    here.Add(task.Id, task.CreatedAt);
                    context.Add(task.DeletedAt is { } deletedAt ? DeletedTask.Of(task, deletedAt) : (object)task);
                });
                await (withHistory ? context.SaveWithoutLogAsync() : context.SaveChangesAsync());
                await context.KeepIdsAsync();
                return outcomes;
            },
            cancellationToken);
    }

    private static ImportOutcome Judge(TaskItem task, Dictionary<int, DateTime> here, HashSet<int> users)
    {
        if (here.TryGetValue(task.Id, out var createdAt))
        {
            return createdAt == task.CreatedAt ? ImportOutcome.AlreadyHere : ImportOutcome.Refused($"Id {task.Id} is another task's here.");
        }

        List<Failure> problems = [];
        problems.AddIfAny(TaskRules.CheckTitle(task.Title));
        problems.AddIfAny(TaskRules.CheckDescription(task.Description));
        problems.AddIfAny(users.Contains(task.UserId) ? null : new UserNotFound($"{task.UserId}"));
        return task.Id < 1 ? ImportOutcome.Refused("The id must be 1 or more.")
            : problems.Count > 0 ? ImportOutcome.Refused(problems)
            : ImportOutcome.Added;
    }
}
