using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;

namespace TaskTracker.Core.Data;

/// <summary>Queries that are built once for each set of columns and then only run.</summary>
internal static class CompiledQueries
{
    /// <summary>One row by its id.</summary>
    public static Expression<Func<TrackerDbContext, int, CancellationToken, T?>> Find<T>(
        Expression<Func<TrackerDbContext, DbSet<T>>> table, ColumnSet<T> columns)
        where T : class
    {
        var context = Expression.Parameter(typeof(TrackerDbContext), "context");
        var id = Expression.Parameter(typeof(int), "id");
        var row = Expression.Parameter(typeof(T), "row");
        var matches = Expression.Lambda<Func<T, bool>>(Expression.Equal(Expression.Property(row, "Id"), id), row);
        var rows = Expression.Call(typeof(Queryable), nameof(Queryable.Where), [typeof(T)], context.Get(table), Expression.Quote(matches));
        var projected = Expression.Call(typeof(Queryable), nameof(Queryable.Select), [typeof(T), typeof(T)], rows, Expression.Quote(columns.Projection));
        return Expression.Lambda<Func<TrackerDbContext, int, CancellationToken, T?>>(
            Expression.Call(typeof(Queryable), nameof(Queryable.FirstOrDefault), [typeof(T)], projected),
            context, id, Expression.Parameter(typeof(CancellationToken), "cancellationToken"));
    }
}
