using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Data;

/// <summary>The rows of a table by id: queries that are prepared once for each set of columns and then only run.</summary>
internal sealed class RowsById<T>(Expression<Func<T, int>> id) where T : class
{
    private readonly ConditionalWeakTable<IModel, Prepared> ofModels = [];

    /// <summary>The row with this id, or null.</summary>
    public async Task<T?> FindAsync(TrackerDbContext context, int rowId, ColumnSet<T> columns, CancellationToken cancellationToken)
    {
        var one = Of(context).One;
        var query = one.TryGetValue(columns, out var known) ? known : one[columns] = Prepare(context, columns, Expression.Equal, rowId, typeof(int));
        return await context.RunAsync(query, [rowId], cancellationToken) is [var row] ? row.Item : null;
    }

    /// <summary>The row with this id, to be changed and saved; null when there is none.</summary>
    public async Task<T?> LoadAsync(TrackerDbContext context, int rowId)
    {
        var row = await FindAsync(context, rowId, Of(context).Stored, CancellationToken.None);
        return row is null ? null : context.Attach(row).Entity;
    }

    /// <summary>Whether there is a row with this id.</summary>
    public async Task<bool> HasAsync(TrackerDbContext context, int rowId) => await FindAsync(context, rowId, ColumnSet<T>.Key, CancellationToken.None) is not null;

    /// <summary>The rows with these ids, in no order.</summary>
    public async Task<IEnumerable<T>> FindManyAsync(TrackerDbContext context, IReadOnlyCollection<int> ids, ColumnSet<T> columns, CancellationToken cancellationToken)
    {
        if (ids.Count == 1)
        {
            return await FindAsync(context, ids.First(), columns, cancellationToken) is { } row ? [row] : [];
        }

        // Whatever set it is: not every driver takes every kind.
        var all = ids.ToArray();
        var many = Of(context).Many;
        var query = many.TryGetValue(columns, out var known) ? known : many[columns] = Prepare(context, columns, QueryMethods.IsIn, all, typeof(IEnumerable<int>));
        return (await context.RunAsync(query, [all], cancellationToken)).Select(found => found.Item);
    }

    private PreparedQuery<KeyedRow<T>> Prepare(TrackerDbContext context, ColumnSet<T> columns, Func<Expression, Expression, Expression> matches, object value, Type type)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var rows = context.Set<T>().Where(Expression.Lambda<Func<T, bool>>(matches(row.Get(id), QueryParameter.Of(value, type)), row));
        return PreparedQueries<T>.Prepare(context, rows, columns, null, [value]) ?? throw new InvalidOperationException($"The {typeof(T).Name} of an id cannot be prepared.");
    }

    private Prepared Of(TrackerDbContext context) => ofModels.GetValue(context.Model, static model => new(model));

    private sealed class Prepared(IModel model)
    {
        public ColumnSet<T> Stored { get; } =
            model.FindEntityType(typeof(T))!.GetProperties().Aggregate(default(ColumnSet<T>), (columns, property) => columns | ColumnSet<T>.Of(property.Name));

        public ConcurrentDictionary<ColumnSet<T>, PreparedQuery<KeyedRow<T>>> One { get; } = new();

        public ConcurrentDictionary<ColumnSet<T>, PreparedQuery<KeyedRow<T>>> Many { get; } = new();
    }
}

/// <summary>The tables whose rows are found by id.</summary>
internal static class RowsById
{
    public static readonly RowsById<TaskItem> OfTasks = new(task => task.Id);

    public static readonly RowsById<User> OfUsers = new(user => user.Id);
}
