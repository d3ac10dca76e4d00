using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;

namespace TaskTracker.Core.Data;

/// <summary>The rows of a table by id: queries that are built once for each set of columns and then only run.</summary>
internal sealed class CompiledQueries<T>(Expression<Func<TrackerDbContext, DbSet<T>>> table) where T : class
{
    private readonly ConcurrentDictionary<ColumnSet<T>, Func<TrackerDbContext, int, CancellationToken, Task<T?>>> one = new();
    private readonly ConcurrentDictionary<ColumnSet<T>, Func<TrackerDbContext, int[], IAsyncEnumerable<T>>> many = new();

    /// <summary>The row with this id, or null.</summary>
    public Task<T?> FindAsync(TrackerDbContext context, int id, ColumnSet<T> columns, CancellationToken cancellationToken) =>
        one.GetOrAdd(columns, CompileOne)(context, id, cancellationToken);

    /// <summary>The rows with these ids, in no order; the columns include the id.</summary>
    public IAsyncEnumerable<T> FindMany(TrackerDbContext context, int[] ids, ColumnSet<T> columns) => many.GetOrAdd(columns, CompileMany)(context, ids);

    private Func<TrackerDbContext, int, CancellationToken, Task<T?>> CompileOne(ColumnSet<T> columns)
    {
        var context = Expression.Parameter(typeof(TrackerDbContext), "context");
        var id = Expression.Parameter(typeof(int), "id");
        var row = Expression.Parameter(typeof(T), "row");
        var rows = Rows(context, columns, Expression.Lambda<Func<T, bool>>(Expression.Equal(Expression.Property(row, "Id"), id), row));
        return EF.CompileAsyncQuery(Expression.Lambda<Func<TrackerDbContext, int, CancellationToken, T?>>(
            Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(T)], rows),
            context,
            id,
            Expression.Parameter(typeof(CancellationToken), "cancellationToken")));
    }

    private Func<TrackerDbContext, int[], IAsyncEnumerable<T>> CompileMany(ColumnSet<T> columns)
    {
        var context = Expression.Parameter(typeof(TrackerDbContext), "context");
        var ids = Expression.Parameter(typeof(int[]), "ids");
        var row = Expression.Parameter(typeof(T), "row");
        var isWanted = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(int)], ids, Expression.Property(row, "Id"));
        return EF.CompileAsyncQuery(Expression.Lambda<Func<TrackerDbContext, int[], IQueryable<T>>>(
            Rows(context, columns, Expression.Lambda<Func<T, bool>>(isWanted, row)), context, ids));
    }

    private MethodCallExpression Rows(Expression context, ColumnSet<T> columns, Expression<Func<T, bool>> predicate)
    {
        var matching = Expression.Call(typeof(Queryable), nameof(Queryable.Where), [typeof(T)], context.Get(table), Expression.Quote(predicate));
        return Expression.Call(typeof(Queryable), nameof(Queryable.Select), [typeof(T), typeof(T)], matching, Expression.Quote(columns.Projection));
    }
}
