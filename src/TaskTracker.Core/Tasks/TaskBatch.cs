using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Tasks;

/// <summary>Many writes of one kind in one call and one transaction.</summary>
/// <param name="Items">1 to <see cref="TaskBatch.MaximumItems"/>.</param>
/// <param name="IsAtomic">Whether one refused item refuses all; otherwise the others are written.</param>
public sealed record TaskBatch<TInput>(IReadOnlyList<BatchItem<TInput>> Items, bool IsAtomic);

/// <summary>One write of a batch.</summary>
/// <param name="Input">What the use case for one takes.</param>
/// <param name="Problems">What the door found wrong with it already.</param>
public sealed record BatchItem<TInput>(TInput Input, IReadOnlyList<Failure> Problems);

/// <summary>What became of a batch.</summary>
/// <param name="Tasks">The tasks as they are now, in the order of the items; null in the place of each that was refused.</param>
/// <param name="Refused">Those that were refused, in the order of the items.</param>
public sealed record BatchOutcome(IReadOnlyList<TaskItem?> Tasks, IReadOnlyList<ItemRefused> Refused);

/// <summary>What the batches have in common.</summary>
public static class TaskBatch
{
    /// <summary>Most items of a batch: about what one transaction may hold up the other writers for.</summary>
    public const int MaximumItems = 500;

    /// <summary>Writes the items in their order and saves them together.</summary>
    /// <param name="database">The store.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="batch">The items.</param>
    /// <param name="check">What is wrong with an item by itself.</param>
    /// <param name="prepare">Loads what the items need with one command for all, and answers what writes one; a refusal must change nothing.</param>
    /// <param name="cancellationToken">Honoured until the write begins.</param>
    internal static async Task<Result<BatchOutcome>> WriteBatchAsync<TInput>(
        this TrackerDatabase database,
        Actor actor,
        TaskBatch<TInput> batch,
        Func<TInput, IEnumerable<Failure>> check,
        Func<TrackerDbContext, IReadOnlyList<TInput>, Task<Func<TInput, Result<TaskItem>>>> prepare,
        CancellationToken cancellationToken)
    {
        if (batch.Items.Count is 0 or > MaximumItems)
        {
            return new InvalidInput("tasks", batch.Items.Count == 0 ? new InputProblem.Empty() : new InputProblem.TooMany(MaximumItems));
        }

        var problems = batch.Items.Select(item => item.Problems.Concat(check(item.Input)).ToList()).ToList();
        return batch.IsAtomic && Refusals(problems) is { Count: > 0 } refused
            ? refused.ToList<Failure>()
            : await database.WriteAsync(actor, context => WriteAsync(context, batch, problems, prepare), cancellationToken);
    }

    /// <summary>The same for tasks that there are, each of them once.</summary>
    /// <param name="database">The store.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="batch">The items.</param>
    /// <param name="check">What is wrong with an item by itself.</param>
    /// <param name="taskId">The task that an item changes.</param>
    /// <param name="edit">Changes it; it is null when there is none.</param>
    /// <param name="cancellationToken">Honoured until the write begins.</param>
    internal static Task<Result<BatchOutcome>> EditBatchAsync<TInput>(
        this TrackerDatabase database,
        Actor actor,
        TaskBatch<TInput> batch,
        Func<TInput, IEnumerable<Failure>> check,
        Func<TInput, int> taskId,
        Func<TrackerDbContext, TInput, TaskItem?, Result<TaskItem>> edit,
        CancellationToken cancellationToken)
    {
        // A second item for a task would be judged by what the first one made of it, and be told in no change of its own.
        var seen = new HashSet<int>();
        return database.WriteBatchAsync(
            actor,
            batch,
            item => taskId(item) > 0 && !seen.Add(taskId(item)) ? [.. check(item), new InvalidInput("id", new InputProblem.Repeated())] : check(item),
            async (context, items) =>
            {
                var ids = items.Select(taskId).ToList();
                await context.LockTasksAsync(ids);
                var tasks = await context.Tasks.AsTracking().Where(task => ids.Contains(task.Id)).ToDictionaryAsync(task => task.Id);
                return item => edit(context, item, tasks.GetValueOrDefault(taskId(item)));
            },
            cancellationToken);
    }

    private static async Task<Result<BatchOutcome>> WriteAsync<TInput>(
        TrackerDbContext context,
        TaskBatch<TInput> batch,
        List<List<Failure>> problems,
        Func<TrackerDbContext, IReadOnlyList<TInput>, Task<Func<TInput, Result<TaskItem>>>> prepare)
    {
        // Otherwise every look at one task compares all of them with what they were.
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var write = await prepare(context, [.. batch.Items.Select(item => item.Input)]);
            var found = problems.ConvertAll(item => item.ToList());
            var tasks = new TaskItem?[batch.Items.Count];
            for (var i = 0; i < tasks.Length; i++)
            {
                if (found[i].Count == 0)
                {
                    var written = write(batch.Items[i].Input);
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
    }

    private static List<ItemRefused> Refusals(List<List<Failure>> problems) =>
        [.. problems.Index().Where(item => item.Item.Count > 0).Select(item => new ItemRefused(item.Index, item.Item))];
}
