using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Changes;

/// <summary>Reads the change log: for history, for polling, and for those who follow it live.</summary>
public sealed class ChangeReader(TrackerDatabase database)
{
    /// <summary>How many changes are read at once.</summary>
    internal const int BatchSize = 500;

    /// <summary>The same in bytes of memory, passed by one change at most.</summary>
    internal const int BatchBytes = 256 * 1024;

    private static readonly SortKey<TaskChange> BySequence = new("sequence", (TaskChange change) => change.Sequence, IsNullable: false, Descending: false);

    private static readonly Sort<TaskChange> InOrder = new([BySequence], BySequence);

    private static readonly OwnedRows<TaskItem, TaskChange, long> OfTasks = new(task => task.Id, change => change.TaskId, change => change.Sequence);

    private static readonly OwnedRows<DeletedTask, TaskChange, long> OfDeletedTasks = new(task => task.Id, change => change.TaskId, change => change.Sequence);

    // With what has been pruned, from one snapshot: asked for before, what was pruned in between would be a silent gap.
    private static readonly Func<TrackerDbContext, long, int, IAsyncEnumerable<Held>> After = EF.CompileAsyncQuery(
        (TrackerDbContext context, long sequence, int limit) => context.Changes.Where(c => c.Sequence > sequence).OrderBy(c => c.Sequence).Take(limit)
            .Select(c => new Held(c, context.State.Where(i => i.Id == StoreState.OnlyId).Select(i => i.PrunedTo).Single())));

    private static readonly Func<TrackerDbContext, Task<long?>> Newest = EF.CompileAsyncQuery(
        (TrackerDbContext context) => context.Changes.Max(c => (long?)c.Sequence));

    private static readonly Func<TrackerDbContext, Task<long>> Floor = EF.CompileAsyncQuery(
        (TrackerDbContext context) => context.State.Where(i => i.Id == StoreState.OnlyId).Select(i => i.PrunedTo).Single());

    /// <summary>The place of the newest change; 0 when there is none yet.</summary>
    public async Task<long> FindHeadAsync(CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        return await FindHeadAsync(read.Context);
    }

    /// <summary>The next changes after a place, in order, all of their fields. Refusal: <see cref="CursorExpired"/>.</summary>
    public async Task<Result<LogStretch>> ReadAfterAsync(long sequence, CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var changes = new List<TaskChange>();
        var bytes = 0;
        await foreach (var (change, floor) in After(read.Context, sequence, BatchSize).WithCancellation(cancellationToken))
        {
            if (Expired(sequence, floor, "after") is { } gap)
            {
                return gap;
            }

            changes.Add(change);
            bytes += change.MemoryBytes();
            if (bytes >= BatchBytes)
            {
                break;
            }
        }

        // Where nothing comes, nothing was lost: the newest change is never pruned.
        return new LogStretch(changes, changes.Count == BatchSize || bytes >= BatchBytes);
    }

    /// <summary>The cursor of a place.</summary>
    public string CursorOf(long sequence) => ChangeCursor.Encode(database.CursorKey.Span, sequence);

    /// <summary>
    /// The place that a cursor names, when the log can be followed from there. Refusals: <see cref="InvalidChangeCursor"/> (not of this
    /// store, or beyond the newest change, as after restoring a backup), <see cref="CursorExpired"/>.
    /// </summary>
    public async Task<Result<ChangePlace>> FindAsync(string cursor, string argument, CancellationToken cancellationToken)
    {
        if (ChangeCursor.Decode(database.CursorKey.Span, cursor) is not { } sequence)
        {
            return new InvalidChangeCursor(argument);
        }

        using var read = await database.ReadAsync(cancellationToken);
        return Expired(sequence, await Floor(read.Context), argument) is { } gap ? gap
            : sequence > await FindHeadAsync(read.Context) ? new InvalidChangeCursor(argument)
            : new ChangePlace(sequence);
    }

    /// <summary>The oldest cursor that the log can be followed from, and the newest. Refusal: <see cref="AccessRefusal"/>.</summary>
    public async Task<Result<ChangeLogRange>> FindRangeAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadTasks) is { } refusal)
        {
            return refusal;
        }

        using var read = await database.ReadAsync(cancellationToken);
        return new ChangeLogRange(CursorOf(await Floor(read.Context)), CursorOf(await FindHeadAsync(read.Context)));
    }

    /// <summary>
    /// One page of the changes, oldest first; a page's cursors are places in the log and work in
    /// subscriptions too. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidPage"/>, <see cref="InvalidChangeCursor"/>, <see cref="CursorExpired"/>.
    /// </summary>
    public async Task<Result<Page<TaskChange>>> ReadPageAsync(
        Actor actor, ChangeFilter filter, PageArguments arguments, PageSelection<TaskChange> selection, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadTasks) is { } refusal)
        {
            return refusal;
        }

        var query = PageQuery<TaskChange>.Create(InOrder, arguments, new Cursors(database.CursorKey));
        if (!query.Succeeded)
        {
            return query.Refusal;
        }

        using var read = await database.ReadAsync(cancellationToken);
        await using var snapshot = await Snapshot.TakeAsync(selection.AsOf, database, read.Context, cancellationToken);
        var page = await PageReader.ReadAsync(read.Context, new(null, () => read.Context.Changes.Where(filter.ToPredicate())), query.Value, selection, cancellationToken);
        return await FindGapAsync(read.Context, arguments) is { } gap ? gap : page with { AsOf = snapshot?.Cursor };
    }

    /// <summary>
    /// One page of the changes of each of these tasks, found with one command for all rows and one for all counts. Refusals as for
    /// <see cref="ReadPageAsync"/>.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="taskIds">The tasks. Those that are deleted by now, and that the actor may not restore, have no page: the answer to a repeated request tells of tasks as they were.</param>
    /// <param name="filter">Which changes.</param>
    /// <param name="arguments">Which page.</param>
    /// <param name="selection">What of it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<Result<IReadOnlyDictionary<int, Page<TaskChange>>>> ReadPagesOfTasksAsync(
        Actor actor, IReadOnlyCollection<int> taskIds, ChangeFilter filter, PageArguments arguments, PageSelection<TaskChange> selection,
        CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadTasks) is { } refusal)
        {
            return refusal;
        }

        var query = PageQuery<TaskChange>.Create(InOrder, arguments, new Cursors(database.CursorKey));
        if (!query.Succeeded)
        {
            return query.Refusal;
        }

        using var read = await database.ReadAsync(cancellationToken);
        await using var snapshot = await Snapshot.TakeAsync(selection.AsOf, database, read.Context, cancellationToken);
        var source = new RowQuery<TaskChange>(null, () => read.Context.Changes.Where(filter.ToPredicate()));
        var present = (await RowsById.OfTasks.FindManyAsync(read.Context, taskIds, ColumnSet<TaskItem>.Key, cancellationToken)).Select(task => task.Id).ToList();
        var gone = taskIds.Except(present).ToList();
        var deleted = gone.Count == 0
            ? gone
            : await AccessRules.Restorable(actor, read.Context.DeletedTasks).Where(d => gone.Contains(d.Id)).Select(d => d.Id).ToListAsync(cancellationToken);
        var pages = (await OfTasks.ReadPagesAsync(read.Context, present, source, query.Value, selection, cancellationToken))
            .Concat(await OfDeletedTasks.ReadPagesAsync(read.Context, deleted, source, query.Value, selection, cancellationToken))
            .ToDictionary();

        foreach (var row in pages.Values.SelectMany(page => page.Rows))
        {
            row.Item.IsOfSeenTask = true;
        }

        return await FindGapAsync(read.Context, arguments) is { } gap ? gap
            : snapshot is null ? pages
            : pages.ToDictionary(p => p.Key, p => p.Value with { AsOf = snapshot.Cursor });
    }

    internal static async Task<long> FindHeadAsync(TrackerDbContext context) => await Newest(context) ?? 0;

    // Asked after reading: what was pruned in between would otherwise be a silent gap.
    private async Task<CursorExpired?> FindGapAsync(TrackerDbContext context, PageArguments arguments) =>
        arguments.After is { } after ? Expired(ChangeCursor.Decode(database.CursorKey.Span, after)!.Value, await Floor(context), "after") : null;

    // Whether changes after this place are gone already.
    private CursorExpired? Expired(long sequence, long floor, string argument) => sequence < floor ? new(argument, CursorOf(floor)) : null;

    /// <param name="Change">A change that is kept.</param>
    /// <param name="Floor">The last one that is not any more.</param>
    private sealed record Held(TaskChange Change, long Floor);

    private sealed class Cursors(ReadOnlyMemory<byte> key) : ICursors
    {
        public string Encode(object?[] values) => ChangeCursor.Encode(key.Span, (long)values[0]!);

        public object?[]? Decode(string cursor) => ChangeCursor.Decode(key.Span, cursor) is { } sequence ? [sequence] : null;

        public Failure Refuse(string argument) => new InvalidChangeCursor(argument);
    }
}

/// <summary>A stretch of the log.</summary>
/// <param name="Changes">All that come after a place, or the first of them.</param>
/// <param name="IsFull">Whether there may be more.</param>
public sealed record LogStretch(IReadOnlyList<TaskChange> Changes, bool IsFull);

/// <summary>How far the log reaches.</summary>
/// <param name="OldestCursor">The oldest cursor that works: the place before the oldest change that is kept.</param>
/// <param name="NewestCursor">The place of the newest change.</param>
public sealed record ChangeLogRange(string OldestCursor, string NewestCursor);

/// <summary>A place in the log: everything up to this change has been seen.</summary>
/// <param name="Sequence">The change's <see cref="TaskChange.Sequence"/>; 0 for the beginning.</param>
public sealed record ChangePlace(long Sequence);
