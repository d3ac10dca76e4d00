using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Many writes of one kind in one call and one transaction.</summary>
/// <param name="Items">1 to <see cref="MaximumItems"/>.</param>
/// <param name="IsAtomic">Whether one refused item refuses all; otherwise the others are written.</param>
public sealed record TaskBatch<TInput>(IReadOnlyList<BatchItem<TInput>> Items, bool IsAtomic)
{
    /// <summary>Most items of a batch: about what one transaction may hold up the other writers for.</summary>
    public const int MaximumItems = 500;
}

/// <summary>One write of a batch.</summary>
/// <param name="Input">What the use case for one takes.</param>
/// <param name="Problems">What the door found wrong with it already.</param>
public sealed record BatchItem<TInput>(TInput Input, IReadOnlyList<Failure> Problems);

/// <summary>What became of a batch.</summary>
/// <param name="Tasks">The tasks as they are now, in the order of the items; null in the place of each that was refused.</param>
/// <param name="Refused">Those that were refused, in the order of the items.</param>
public sealed record BatchOutcome(IReadOnlyList<TaskItem?> Tasks, IReadOnlyList<ItemRefused> Refused);

/// <summary>What the batches have in common.</summary>
internal static class TaskBatch
{
    /// <summary>Writes the items in their order, with the code of the use case for one, and saves them together.</summary>
    /// <param name="database">The store.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="batch">The items.</param>
    /// <param name="check">What is wrong with an item by itself.</param>
    /// <param name="taskId">The task that an item changes; null for a new one.</param>
    /// <param name="userId">The user whom an item names; null for none.</param>
    /// <param name="write">Writes one, without saving it; a refusal must have changed nothing.</param>
    /// <param name="cancellationToken">Honoured until the write begins.</param>
    public static async Task<Result<BatchOutcome>> WriteBatchAsync<TInput>(
        this TrackerDatabase database,
        Actor actor,
        TaskBatch<TInput> batch,
        Func<TInput, IReadOnlyList<Failure>> check,
        Func<TInput, int?> taskId,
        Func<TInput, int?> userId,
        Func<TrackerDbContext, TInput, Task<Result<TaskItem>>> write,
        CancellationToken cancellationToken)
    {
        var items = batch.Items;
        if (items.Count is 0 or > TaskBatch<TInput>.MaximumItems)
        {
            return new InvalidInput("tasks", items.Count == 0 ? new InputProblem.Empty() : new InputProblem.TooMany(TaskBatch<TInput>.MaximumItems));
        }

        // The second item for a task would be judged by what the first one made of it, and be told in no change of its own.
        var seen = new HashSet<int>();
        var problems = items.Select(item =>
            item.Problems.Concat(check(item.Input)).Concat(taskId(item.Input) is { } id && id > 0 && !seen.Add(id) ? [new InvalidInput("id", new InputProblem.Repeated())] : []).ToList()).ToList();
        if (batch.IsAtomic && problems.Exists(item => item.Count > 0))
        {
            return Refusals(problems).ToList<Failure>();
        }

        return await database.WriteAsync<BatchOutcome>(
            actor,
            async context =>
            {
                // Otherwise every look at what is loaded compares all of it with what it was.
                context.ChangeTracker.AutoDetectChangesEnabled = false;
                try
                {
                    await LoadTasksAsync(context, items.Select(item => taskId(item.Input)));
                    await LoadUsersAsync(context, items.Select(item => userId(item.Input)));
                    var found = problems.ConvertAll(item => item.ToList());
                    var tasks = new TaskItem?[items.Count];
                    for (var i = 0; i < items.Count; i++)
                    {
                        if (found[i].Count == 0)
                        {
                            var written = await write(context, items[i].Input);
                            tasks[i] = written.Value;
                            found[i].AddRange(written.Failures);
                        }
                    }

                    var refused = Refusals(found);
                    if (batch.IsAtomic && refused.Count > 0)
                    {
                        return refused.ToList<Failure>();
                    }

                    await context.SaveChangesAsync();
                    return new BatchOutcome(tasks, refused);
                }
                finally
                {
                    context.ChangeTracker.AutoDetectChangesEnabled = true;
                }
            },
            cancellationToken);
    }

    private static List<ItemRefused> Refusals(List<List<Failure>> problems) =>
        [.. problems.Select((reasons, i) => (reasons, i)).Where(item => item.reasons.Count > 0).Select(item => new ItemRefused(item.i, item.reasons))];

    // With one command for all, so that the use case finds each without one.
    private static Task LoadTasksAsync(TrackerDbContext context, IEnumerable<int?> ids)
    {
        var wanted = ids.OfType<int>().Distinct().ToList();
        return wanted.Count == 0 ? Task.CompletedTask : context.Tasks.AsTracking().Where(t => wanted.Contains(t.Id)).LoadAsync();
    }

    private static Task LoadUsersAsync(TrackerDbContext context, IEnumerable<int?> ids)
    {
        var wanted = ids.OfType<int>().Distinct().ToList();
        return wanted.Count == 0 ? Task.CompletedTask : context.Users.AsTracking().Where(u => wanted.Contains(u.Id)).LoadAsync();
    }
}
