using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Search;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Tasks;

/// <summary>Reads tasks, for both doors. Only the columns asked for are read.</summary>
public sealed class TaskReader(TrackerDatabase database)
{
    private static readonly SortKey<TaskItem> ById = SortKey<TaskItem>.By((ValueField<TaskItem>)TaskFields.All["id"], descending: false);

    private static readonly ConcurrentDictionary<ColumnSet<TaskItem>, Func<TrackerDbContext, int, CancellationToken, Task<TaskItem?>>> CompiledById = new();

    /// <summary>The task, or null when there is none that the actor may see.</summary>
    public async Task<TaskItem?> FindAsync(Actor actor, int id, ColumnSet<TaskItem> columns, CancellationToken cancellationToken)
    {
        var find = CompiledById.GetOrAdd(columns, static columns => EF.CompileAsyncQuery(CompiledQueries.Find<TaskItem>(db => db.Tasks, columns)));
        using var read = await database.ReadAsync(cancellationToken);
        return await find(read.Context, id, cancellationToken);
    }

    /// <summary>The tasks with these ids that the actor may see, by id.</summary>
    public async Task<IReadOnlyDictionary<int, TaskItem>> FindManyAsync(
        Actor actor, IReadOnlyCollection<int> ids, ColumnSet<TaskItem> columns, CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        return await read.Context.Tasks.Where(t => ids.Contains(t.Id)).Select((columns | ColumnSet<TaskItem>.Of(nameof(TaskItem.Id))).Projection)
            .ToDictionaryAsync(t => t.Id, cancellationToken);
    }

    /// <summary>
    /// One page of the tasks that the actor may see. Refusals: <see cref="InvalidPage"/>, <see cref="InvalidCursor"/>,
    /// <see cref="InvalidSearch"/>, <see cref="InvalidOrder"/>.
    /// </summary>
    public async Task<Result<Page<TaskItem>>> ReadPageAsync(
        Actor actor, TaskQuery query, PageArguments arguments, PageSelection<TaskItem> selection, CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var prepared = Prepare(read.Context, query, arguments);
        return prepared.Succeeded
            ? await PageReader.ReadAsync(prepared.Value.Source, prepared.Value.Page, selection, cancellationToken)
            : prepared.Failures.ToList();
    }

    /// <summary>
    /// One page of the tasks of each of these users, found with one command for all rows and one for all counts.
    /// Users without tasks have an empty page. Refusals as for <see cref="ReadPageAsync"/>.
    /// </summary>
    public async Task<Result<IReadOnlyDictionary<int, Page<TaskItem>>>> ReadPagesOfUsersAsync(
        Actor actor, IReadOnlyCollection<int> userIds, TaskQuery query, PageArguments arguments, PageSelection<TaskItem> selection,
        CancellationToken cancellationToken)
    {
        using var read = await database.ReadAsync(cancellationToken);
        var prepared = Prepare(read.Context, query, arguments);
        if (!prepared.Succeeded)
        {
            return prepared.Failures.ToList();
        }

        var (source, page) = prepared.Value;
        ILookup<int, KeyedRow<TaskItem>>? rows = null;
        if (selection.ReadsRows)
        {
            var withOwner = selection with { Columns = (selection.Columns ?? default) | ColumnSet<TaskItem>.Of(nameof(TaskItem.UserId)) };
            rows = (await FirstOfEachUser(read.Context, userIds, source, page, withOwner).ToListAsync(cancellationToken)).ToLookup(row => row.Item.UserId);
        }

        var ofUsers = source.Where(t => userIds.Contains(t.UserId));
        var behindStart = page.AsksBehindStart(selection)
            ? await page.BehindStart(ofUsers).Select(t => t.UserId).Distinct().ToHashSetAsync(cancellationToken)
            : [];
        var counts = selection.TotalCount
            ? await ofUsers.GroupBy(t => t.UserId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken)
            : [];
        return userIds.ToDictionary(
            id => id,
            id => page.Assemble(rows is null ? [] : [.. rows[id]], behindStart.Contains(id), counts.GetValueOrDefault(id)));
    }

    /// <summary>
    /// The tasks that the actor may see, oldest first and all of them unless limited, read while they are taken.
    /// Refusal: <see cref="InvalidSearch"/>.
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
        var restriction = Restriction.Create(where, search);
        if (!restriction.Succeeded)
        {
            return restriction.Failures.ToList();
        }

        var projection = (columns | ColumnSet<TaskItem>.Of(nameof(TaskItem.Id))).Projection;
        return new RowStream<TaskItem>(
            database,
            (context, lastId) => restriction.Value.ApplyTo(context).Where(t => t.Id > lastId).OrderBy(t => t.Id).Select(projection),
            t => t.Id,
            skip,
            limit);
    }

    private Result<Prepared> Prepare(TrackerDbContext context, TaskQuery query, PageArguments arguments)
    {
        var restriction = Restriction.Create(query.Where, query.Search);
        if (!restriction.Succeeded)
        {
            return restriction.Failures.ToList();
        }

        if (Sort<TaskItem>.Check(query.Order) is { } problem)
        {
            return problem;
        }

        var source = restriction.Value.ApplyTo(context);
        var order = query.Order;
        if (order.Count == 0 && restriction.Value.Words is { } words)
        {
            var inTitle = context.TasksHolding(words, titleOnly: true);
            Expression<Func<TaskItem, int>> rank = t => inTitle.Contains(t.Id) ? 0 : 1;
            order = [new("relevance", rank, IsNullable: false, Descending: false), ById with { Descending = true }];
        }

        var page = PageQuery<TaskItem>.Create(new Sort<TaskItem>(order, ById), arguments, database.CursorKey);
        return page.Succeeded ? new Prepared(source, page.Value) : page.Failures.ToList();
    }

    // The rows of each user come from an index seek for that user with a limit, never from all tasks of all users.
    private static IQueryable<KeyedRow<TaskItem>> FirstOfEachUser(
        TrackerDbContext context, IReadOnlyCollection<int> userIds, IQueryable<TaskItem> source, PageQuery<TaskItem> page, PageSelection<TaskItem> selection)
    {
        var users = context.Users.Where(u => userIds.Contains(u.Id));
        IQueryable<TaskItem> tasks;
        if (context.HasLateralJoins)
        {
            var user = Expression.Parameter(typeof(User), "user");
            tasks = users.SelectMany(Expression.Lambda<Func<User, IEnumerable<TaskItem>>>(FirstOf(user).Expression, user));
        }
        else
        {
            var pair = Expression.Parameter(typeof(UserAndTask), "pair");
            var firstIds = FirstOf(Expression.Property(pair, nameof(UserAndTask.User))).Select(t => t.Id).Expression;
            var taskId = Expression.Property(Expression.Property(pair, nameof(UserAndTask.Task)), nameof(TaskItem.Id));
            var isOneOfThem = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(int)], firstIds, taskId);
            tasks = users.SelectMany(u => context.Tasks, (u, t) => new UserAndTask { User = u, Task = t })
                .Where(Expression.Lambda<Func<UserAndTask, bool>>(isOneOfThem, pair))
                .Select(both => both.Task);
        }

        return page.Order(tasks).Select(page.Projection(selection));

        IQueryable<TaskItem> FirstOf(Expression user)
        {
            var task = Expression.Parameter(typeof(TaskItem), "task");
            var isTheirs = Expression.Equal(Expression.Property(task, nameof(TaskItem.UserId)), Expression.Property(user, nameof(User.Id)));
            return page.Page(source.Where(Expression.Lambda<Func<TaskItem, bool>>(isTheirs, task)));
        }
    }

    private sealed class UserAndTask
    {
        public required User User { get; init; }

        public required TaskItem Task { get; init; }
    }

    /// <summary>What a filter and a search leave, the same for every way of reading.</summary>
    private sealed record Restriction(Condition<TaskItem>? Where, SearchWords? Words)
    {
        public static Result<Restriction> Create(Condition<TaskItem>? where, string? search) => search?.Length > SearchWords.MaximumLength
            ? new InvalidSearch($"'search' must have at most {SearchWords.MaximumLength} characters.")
            : new Restriction(where, search is null ? null : SearchWords.Parse(search));

        public IQueryable<TaskItem> ApplyTo(TrackerDbContext context)
        {
            var tasks = Where is null ? context.Tasks : context.Tasks.Where(Where.ToPredicate());
            if (Words is null)
            {
                return tasks;
            }

            var holding = context.TasksHolding(Words, titleOnly: false);
            return tasks.Where(t => holding.Contains(t.Id));
        }
    }

    private sealed record Prepared(IQueryable<TaskItem> Source, PageQuery<TaskItem> Page);
}
