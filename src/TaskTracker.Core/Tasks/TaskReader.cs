using System.Linq.Expressions;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Tasks;

/// <summary>Reads tasks, for both doors. Only the columns asked for are read.</summary>
public sealed class TaskReader(TrackerDatabase database)
{
    private static readonly SortKey<TaskItem> ById = SortKey<TaskItem>.By((ValueField<TaskItem>)TaskFields.All["id"], descending: false);

    private static readonly Sort<TaskItem> OnlyById = new([], ById);

    private static readonly Sort<DeletedTask> LastDeletedFirst = new(
        [new("deletedAt", (DeletedTask d) => d.DeletedAt, IsNullable: false, Descending: true)], new("id", (DeletedTask d) => d.Id, IsNullable: false, Descending: false));

    private static readonly ColumnSet<DeletedTask> DeletedColumns = ColumnSet<DeletedTask>.Of(nameof(DeletedTask.Content)) | ColumnSet<DeletedTask>.Of(nameof(DeletedTask.DeletedAt));

    private static readonly OwnedRows<User, TaskItem, int> OfUsers = new(user => user.Id, task => task.UserId, task => task.Id);

    /// <summary>The task. Refusals: <see cref="AccessRefusal"/>, <see cref="TaskNotFound"/>.</summary>
    public async Task<Result<TaskItem>> FindAsync(Actor actor, int id, ColumnSet<TaskItem> columns, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadTasks) is { } refusal)
        {
            return refusal;
        }

        using var read = await database.ReadAsync(cancellationToken);
        return await RowsById.OfTasks.FindAsync(read.Context, id, AccessRules.Visible(actor, columns), cancellationToken) is { } task ? task : new TaskNotFound($"{id}");
    }

    /// <summary>The tasks with these ids that the actor may see, by id.</summary>
    public async Task<IReadOnlyDictionary<int, TaskItem>> FindManyAsync(
        Actor actor, IReadOnlyCollection<int> ids, ColumnSet<TaskItem> columns, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, TaskItem>(ids.Count);
        if (!actor.May(Permissions.ReadTasks))
        {
            return found;
        }

        using var read = await database.ReadAsync(cancellationToken);
        foreach (var row in await RowsById.OfTasks.FindManyAsync(read.Context, ids, AccessRules.Visible(actor, columns) | ColumnSet<TaskItem>.Key, cancellationToken))
        {
            found.Add(row.Id, row);
        }

        return found;
    }

    /// <summary>
    /// One page of tasks. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidPage"/>, <see cref="InvalidCursor"/>,
    /// <see cref="InvalidSearch"/>, <see cref="InvalidOrder"/>.
    /// </summary>
    public async Task<Result<Page<TaskItem>>> ReadPageAsync(
        Actor actor, TaskQuery query, PageArguments arguments, PageSelection<TaskItem> selection, CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var prepared = Prepare(read.Context, actor, query, arguments);
        if (!prepared.Succeeded)
        {
            return prepared.Refusal;
        }

        await using var snapshot = await Snapshot.TakeAsync(selection.AsOf, database, read.Context, cancellationToken);
        var page = await PageReader.ReadAsync(read.Context, prepared.Value.Source, prepared.Value.Page, Visible(actor, selection), cancellationToken);
        return page with { AsOf = snapshot?.Cursor };
    }

    /// <summary>The task as a row of <see cref="ReadPageAsync"/> without filter and order, for who keeps such a list and adds to it.</summary>
    public PageRow<TaskItem> RowOf(TaskItem task) => new(task, () => new SortCursors<TaskItem>(database.CursorKey, OnlyById).Encode([task.Id]));

    /// <summary>
    /// One page of the tasks of each of these users, found with one command for all rows and one for all counts.
    /// Users without tasks have an empty page. Refusals as for <see cref="ReadPageAsync"/>.
    /// </summary>
    public async Task<Result<IReadOnlyDictionary<int, Page<TaskItem>>>> ReadPagesOfUsersAsync(
        Actor actor, IReadOnlyCollection<int> userIds, TaskQuery query, PageArguments arguments, PageSelection<TaskItem> selection,
        CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var prepared = Prepare(read.Context, actor, query, arguments);
        if (!prepared.Succeeded)
        {
            return prepared.Refusal;
        }

        var (source, page) = prepared.Value;
        await using var snapshot = await Snapshot.TakeAsync(selection.AsOf, database, read.Context, cancellationToken);
        var pages = await OfUsers.ReadPagesAsync(read.Context, userIds, source, page, Visible(actor, selection), cancellationToken);
        return snapshot is null ? new(pages) : pages.ToDictionary(p => p.Key, p => p.Value with { AsOf = snapshot.Cursor });
    }

    /// <summary>
    /// One page of the deleted tasks that the actor may restore, the last deleted first. Refusals: <see cref="AccessRefusal"/>,
    /// <see cref="InvalidPage"/>, <see cref="InvalidCursor"/>.
    /// </summary>
    public async Task<Result<Page<TaskItem>>> ReadDeletedPageAsync(
        Actor actor, PageArguments arguments, PageSelection<TaskItem> selection, CancellationToken cancellationToken)
    {
        if (AccessRules.RefuseEdits(actor) is { } refusal)
        {
            return refusal;
        }

        var query = PageQuery<DeletedTask>.Create(LastDeletedFirst, arguments, database.CursorKey);
        if (!query.Succeeded)
        {
            return query.Refusal;
        }

        using var read = await database.ReadAsync(cancellationToken);
        await using var snapshot = await Snapshot.TakeAsync(selection.AsOf, database, read.Context, cancellationToken);
        var page = await PageReader.ReadAsync(
            read.Context,
            new RowQuery<DeletedTask>(null, () => AccessRules.Restorable(actor, read.Context.DeletedTasks)),
            query.Value,
            new PageSelection<DeletedTask>(
                selection.Columns is null ? null : DeletedColumns, selection.Cursors, selection.HasNextPage, selection.HasPreviousPage, selection.TotalCount),
            cancellationToken);
        var rows = page.Rows.Select(row => new PageRow<TaskItem>(selection.Columns is null ? new TaskItem() : row.Item.ToTask(), row.Cursor)).ToList();
        return new Page<TaskItem>(rows, page.HasNextPage, page.HasPreviousPage, page.TotalCount) { AsOf = snapshot?.Cursor };
    }

    /// <summary>
    /// Tasks, oldest first and all of them unless limited, read while they are taken.
    /// Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidSearch"/>.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="where">The filter, or null for all.</param>
    /// <param name="search">As in <see cref="TaskQuery.Search"/>; it does not change the order.</param>
    /// <param name="columns">What to read; the id is read in any case.</param>
    /// <param name="skip">Tasks to leave out at the start, at least 0.</param>
    /// <param name="limit">Most tasks, at least 0; null for all.</param>
    public Result<RowStream<TaskItem>> Stream(
        Actor actor, Condition<TaskItem>? where, string? search, ColumnSet<TaskItem> columns, int skip, int? limit)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadTasks | (where?.Requires ?? Permissions.None)) is { } refusal)
        {
            return refusal;
        }

        var restriction = TaskRestriction.Create(where, search);
        if (!restriction.Succeeded)
        {
            return restriction.Refusal;
        }

        var projection = (AccessRules.Visible(actor, columns) | ColumnSet<TaskItem>.Key).Projection;
        return new RowStream<TaskItem>(
            database,
            (context, lastId) => restriction.Value.ApplyTo(context).Where(t => t.Id > lastId).OrderBy(t => t.Id).Select(projection),
            t => t.Id,
            skip,
            limit);
    }

    private Result<Prepared> Prepare(TrackerDbContext context, Actor actor, TaskQuery query, PageArguments arguments)
    {
        if (AccessRules.Refuse(actor, query.Requires) is { } refusal)
        {
            return refusal;
        }

        var restriction = TaskRestriction.Create(query.Where, query.Search);
        if (!restriction.Succeeded)
        {
            return restriction.Refusal;
        }

        if (Sort<TaskItem>.Check(query.Order) is { } problem)
        {
            return problem;
        }

        var source = restriction.Value.RowsOf(context);
        var order = query.Order;
        if (order.Count == 0 && restriction.Value.Words is { } words)
        {
            var inTitle = context.TasksHolding(words, titleOnly: true);
            Expression<Func<TaskItem, int>> rank = t => inTitle.Contains(t.Id) ? 0 : 1;
            order = [new("relevance", rank, IsNullable: false, Descending: false), ById with { Descending = true }];
        }

        var page = PageQuery<TaskItem>.Create(new Sort<TaskItem>(order, ById), arguments, database.CursorKey);
        return page.Succeeded ? new Prepared(source, page.Value) : page.Refusal;
    }

    private static PageSelection<TaskItem> Visible(Actor actor, PageSelection<TaskItem> selection) =>
        selection.Columns is { } columns ? selection with { Columns = AccessRules.Visible(actor, columns) } : selection;

    private sealed record Prepared(RowQuery<TaskItem> Source, PageQuery<TaskItem> Page);
}
