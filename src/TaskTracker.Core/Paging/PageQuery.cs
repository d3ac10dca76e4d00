using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Filtering;

namespace TaskTracker.Core.Paging;

/// <summary>A page that was asked for, checked and ready to run on a queryable.</summary>
internal sealed class PageQuery<T> where T : class
{
    private static readonly Func<string> NoCursor = () => throw new InvalidOperationException("The cursor was not selected.");

    private readonly Sort<T> sort;
    private readonly PageArguments arguments;
    private readonly object?[]? after;
    private readonly object?[]? before;
    private readonly ICursors cursors;

    private PageQuery(Sort<T> sort, PageArguments arguments, object?[]? after, object?[]? before, ICursors cursors) =>
        (this.sort, this.arguments, this.after, this.before, this.cursors) = (sort, arguments, after, before, cursors);

    public static Result<PageQuery<T>> Create(Sort<T> sort, PageArguments arguments, ReadOnlyMemory<byte> cursorKey) =>
        Create(sort, arguments, new SortCursors<T>(cursorKey, sort));

    public static Result<PageQuery<T>> Create(Sort<T> sort, PageArguments arguments, ICursors cursors)
    {
        if (arguments.Check() is { } problem)
        {
            return problem;
        }

        var after = Decode(arguments.After);
        var before = Decode(arguments.Before);
        return arguments.After is not null && after is null ? (Result<PageQuery<T>>)cursors.Refuse("after")
            : arguments.Before is not null && before is null ? cursors.Refuse("before")
            : new PageQuery<T>(sort, arguments, after, before, cursors);

        object?[]? Decode(string? cursor) => cursor is null ? null : cursors.Decode(cursor);
    }

    /// <summary>Whether somebody wants to know if rows lie behind the cursor that the page starts from.</summary>
    public bool AsksBehindStart(PageSelection<T> selection) =>
        arguments.IsBackward ? before is not null && selection.HasNextPage : after is not null && selection.HasPreviousPage;

    /// <summary>The rows of the page, in reading direction, and one more that tells whether others follow.</summary>
    public RowQuery<T> Page(RowQuery<T> source) => source.Then(Describe, Page);

    /// <summary>The same as a query for EF.</summary>
    public IQueryable<T> Page(IQueryable<T> source)
    {
        source = after is null ? source : source.Where(Beyond(after, reversed: false));
        source = before is null ? source : source.Where(Beyond(before, reversed: true));

        // A parameter, so that pages of every size share one compiled query.
        var count = QueryParameter.Of(arguments.Size + 1, typeof(int));
        return source.Provider.CreateQuery<T>(QueryMethods.Take<T>(Order(source).Expression, count));
    }

    /// <summary>The rows on the far side of the cursor that the page starts from, that one included.</summary>
    public IQueryable<T> BehindStart(IQueryable<T> source)
    {
        var start = (arguments.IsBackward ? before : after)!;
        return source.Where(Not(Beyond(start, arguments.IsBackward)));
    }

    /// <summary>What is selected of these rows, as <see cref="Page(RowQuery{T})"/> has them.</summary>
    public async Task<List<KeyedRow<T>>> ReadAsync(TrackerDbContext context, RowQuery<T> rows, PageSelection<T> selection, CancellationToken cancellationToken) =>
        await PreparedQueries<T>.Of(context).ReadAsync(context, rows, selection.Columns ?? ColumnSet<T>.Key, selection.Cursors ? sort.Keys : null, cancellationToken)
        ?? await rows.Build().Select(Projection(selection)).ToListAsync(cancellationToken);

    /// <summary>The selected columns and, where wanted, the sort keys.</summary>
    private Expression<Func<T, KeyedRow<T>>> Projection(PageSelection<T> selection)
    {
        var row = Expression.Parameter(typeof(T), "row");
        var item = row.Get((selection.Columns ?? ColumnSet<T>.Key).Projection);
        Expression keys = selection.Cursors
            ? Expression.NewArrayInit(typeof(object), sort.Keys.Select(key => Expression.Convert(row.Get(key.Selector), typeof(object))))
            : Expression.Constant(null, typeof(object[]));
        return Expression.Lambda<Func<T, KeyedRow<T>>>(
            Expression.MemberInit(
                Expression.New(typeof(KeyedRow<T>)),
                Expression.Bind(typeof(KeyedRow<T>).GetProperty(nameof(KeyedRow<>.Item))!, item),
                Expression.Bind(typeof(KeyedRow<T>).GetProperty(nameof(KeyedRow<>.Keys))!, keys)),
            row);
    }

    /// <summary>The page from what <see cref="Page(RowQuery{T})"/> found.</summary>
    /// <param name="found">Up to one row more than the page has.</param>
    /// <param name="behindStart">Whether <see cref="BehindStart"/> has rows.</param>
    /// <param name="totalCount">How many rows there are in all.</param>
    public Page<T> Assemble(IReadOnlyList<KeyedRow<T>> found, bool behindStart, int totalCount)
    {
        var more = found.Count > arguments.Size;
        var rows = found.Take(arguments.Size).Select(row => new PageRow<T>(row.Item, row.Keys is { } keys ? CursorOf(keys) : NoCursor));
        return arguments.IsBackward
            ? new Page<T>([.. rows.Reverse()], HasNextPage: behindStart, HasPreviousPage: more, totalCount)
            : new Page<T>([.. rows], HasNextPage: more, HasPreviousPage: behindStart, totalCount);
    }

    // Of its own, so that a row whose cursor nobody wants costs nothing for it.
    private Func<string> CursorOf(object?[] keys) => () => cursors.Encode(keys);

    /// <summary>In the order of the sort, or in its reverse when paging backward.</summary>
    public IQueryable<T> Order(IQueryable<T> source)
    {
        var ordered = source.Expression;
        var method = nameof(Queryable.OrderBy);
        foreach (var key in sort.Keys)
        {
            var descending = key.Descending != arguments.IsBackward;
            var keySelector = key.Selector;
            if (key.IsNullable)
            {
                // Databases disagree on where null goes, so say it: 0 for null, 1 for a value.
                var rank = Expression.Lambda(
                    Expression.Condition(Comparison.IsNull(keySelector.Body), Expression.Constant(0), Expression.Constant(1)), keySelector.Parameters);
                ordered = Call(method, descending, rank);
                method = nameof(Queryable.ThenBy);
            }

            ordered = Call(method, descending, keySelector);
            method = nameof(Queryable.ThenBy);
        }

        return source.Provider.CreateQuery<T>(ordered);

        MethodCallExpression Call(string name, bool descending, LambdaExpression selector) => QueryMethods.Order<T>(descending ? name + "Descending" : name, ordered, selector);
    }

    /// <summary>
    /// The rows after a place in the order, or before it when reversed: the first key beyond, or equal and the second
    /// beyond, and so on. The bound on the first key is said once more by itself, because an index can serve that.
    /// </summary>
    private Expression<Func<T, bool>> Beyond(object?[] place, bool reversed)
    {
        var row = Expression.Parameter(typeof(T), "row");
        Expression? beyond = null;
        for (var i = sort.Keys.Count - 1; i >= 0; i--)
        {
            var key = sort.Keys[i];
            var value = row.Get(key.Selector);
            var strictly = Strictly(key, value, place[i], key.Descending != reversed);
            beyond = beyond is null ? strictly : Expression.OrElse(strictly, Expression.AndAlso(Comparison.Of(value, key.IsNullable, Operator.Equal, place[i]), beyond));
        }

        var first = sort.Keys[0];
        if (sort.Keys.Count > 1 && !first.IsNullable)
        {
            var op = first.Descending != reversed ? Operator.LessOrEqual : Operator.GreaterOrEqual;
            beyond = Expression.AndAlso(Comparison.Ordered(op, row.Get(first.Selector), place[0]), beyond!);
        }

        return Expression.Lambda<Func<T, bool>>(beyond!, row);
    }

    /// <summary>Says what <see cref="Page(IQueryable{T})"/> builds.</summary>
    public void Describe(QueryShape shape)
    {
        shape.Say("by").Say(sort.Signature).Say(arguments.IsBackward ? "backward" : "forward");
        if (after is not null)
        {
            DescribeBeyond(shape.Say("after"), after, reversed: false);
        }

        if (before is not null)
        {
            DescribeBeyond(shape.Say("before"), before, reversed: true);
        }

        shape.Say("take").Give(arguments.Size + 1);
    }

    // In the order of Beyond.
    private void DescribeBeyond(QueryShape shape, object?[] place, bool reversed)
    {
        var first = sort.Keys[0];
        if (sort.Keys.Count > 1 && !first.IsNullable)
        {
            Comparison.DescribeOrdered(shape, first.Selector.ReturnType, first.Descending != reversed ? Operator.LessOrEqual : Operator.GreaterOrEqual, place[0]!);
        }

        for (var i = 0; i < sort.Keys.Count; i++)
        {
            var key = sort.Keys[i];
            if (place[i] is { } value)
            {
                Comparison.DescribeOrdered(shape, key.Selector.ReturnType, key.Descending != reversed ? Operator.Less : Operator.Greater, value);
            }

            if (i < sort.Keys.Count - 1)
            {
                Comparison.Describe(shape, key.Selector.ReturnType, Operator.Equal, place[i]);
            }
        }
    }

    // Null is smaller than every value.
    private static Expression Strictly(SortKey<T> key, Expression value, object? place, bool descending) => (place, descending) switch
    {
        (null, false) => Expression.Not(Comparison.IsNull(value)),
        (null, true) => Expression.Constant(false),
        (_, false) => Comparison.Of(value, key.IsNullable, Operator.Greater, place),
        (_, true) when key.IsNullable => Expression.OrElse(Comparison.IsNull(value), Comparison.Ordered(Operator.Less, value, place)),
        (_, true) => Comparison.Ordered(Operator.Less, value, place),
    };

    private static Expression<Func<T, bool>> Not(Expression<Func<T, bool>> predicate) =>
        Expression.Lambda<Func<T, bool>>(Expression.Not(predicate.Body), predicate.Parameters);
}

/// <summary>A row as a page query reads it.</summary>
public sealed class KeyedRow<T>
{
    /// <summary>The selected columns.</summary>
    public required T Item { get; init; }

    /// <summary>The sort keys, when cursors are wanted.</summary>
    public required object?[]? Keys { get; init; }
}
