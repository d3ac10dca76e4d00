using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;

namespace TaskTracker.Core.Users;

/// <summary>Reads users, for both doors. Only the columns asked for are read.</summary>
public sealed class UserReader(TrackerDatabase database)
{
    private static readonly SortKey<User> ById = SortKey<User>.By((ValueField<User>)UserFields.All["id"], descending: false);

    /// <summary>The user. Refusals: <see cref="AccessRefusal"/>, <see cref="UserNotFound"/>.</summary>
    public async Task<Result<User>> FindAsync(Actor actor, int id, ColumnSet<User> columns, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadUsers) is { } refusal)
        {
            return refusal;
        }

        using var read = await database.ReadAsync(cancellationToken);
        return await RowsById.OfUsers.FindAsync(read.Context, id, columns, cancellationToken) is { } user ? user : new UserNotFound($"{id}");
    }

    /// <summary>The user of that name, case aside. Refusals: <see cref="AccessRefusal"/>, <see cref="UserNotFound"/>.</summary>
    public async Task<Result<User>> FindByUsernameAsync(Actor actor, string username, ColumnSet<User> columns, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadUsers) is { } refusal)
        {
            return refusal;
        }

        if (Username.Check(username) is not null)
        {
            return new UserNotFound(username);
        }

        var key = Username.Key(username);
        using var read = await database.ReadAsync(cancellationToken);
        var found = await read.Context.Users.Where(u => u.UsernameKey == key).Select(columns.Projection).FirstOrDefaultAsync(cancellationToken);
        return found is null ? new UserNotFound(username) : found;
    }

    /// <summary>The users with these ids that the actor may see, by id.</summary>
    public async Task<IReadOnlyDictionary<int, User>> FindManyAsync(
        Actor actor, IReadOnlyCollection<int> ids, ColumnSet<User> columns, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, User>(ids.Count);
        if (!actor.May(Permissions.ReadUsers))
        {
            return found;
        }

        using var read = await database.ReadAsync(cancellationToken);
        foreach (var row in await RowsById.OfUsers.FindManyAsync(read.Context, ids, columns | ColumnSet<User>.Key, cancellationToken))
        {
            found.Add(row.Id, row);
        }

        return found;
    }

    /// <summary>
    /// One page of users. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidPage"/>, <see cref="InvalidCursor"/>,
    /// <see cref="InvalidOrder"/>. Its place in the change log is for those who may read that.
    /// </summary>
    public async Task<Result<Page<User>>> ReadPageAsync(
        Actor actor, UserQuery query, PageArguments arguments, PageSelection<User> selection, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, query.Requires) is { } refusal)
        {
            return refusal;
        }

        if (Sort<User>.Check(query.Order) is { } problem)
        {
            return problem;
        }

        var page = PageQuery<User>.Create(new Sort<User>(query.Order, ById), arguments, database.CursorKey);
        if (!page.Succeeded)
        {
            return page.Refusal;
        }

        using var read = await database.ReadAsync(cancellationToken);
        var source = new RowQuery<User>(shape => query.Where?.Describe(shape), () => read.Context.Users.Matching(query.Where));
        await using var snapshot = await Snapshot.TakeAsync(selection.AsOf && actor.May(Permissions.ReadTasks), database, read.Context, cancellationToken);
        return await PageReader.ReadAsync(read.Context, source, page.Value, selection, cancellationToken) with { AsOf = snapshot?.Cursor };
    }

    /// <summary>Users, oldest first and all of them unless limited, read while they are taken. Refusal: <see cref="AccessRefusal"/>.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="columns">What to read; the id is read in any case.</param>
    /// <param name="skip">Users to leave out at the start, at least 0.</param>
    /// <param name="limit">Most users, at least 0; null for all.</param>
    public Result<RowStream<User>> Stream(Actor actor, ColumnSet<User> columns, int skip, int? limit)
    {
        if (AccessRules.Refuse(actor, Permissions.ReadUsers) is { } refusal)
        {
            return refusal;
        }

        var projection = (columns | ColumnSet<User>.Key).Projection;
        return new RowStream<User>(
            database, (context, lastId) => context.Users.Where(u => u.Id > lastId).OrderBy(u => u.Id).Select(projection), u => u.Id, skip, limit);
    }
}
