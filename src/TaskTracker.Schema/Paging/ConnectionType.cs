using GraphQL.Types;
using TaskTracker.Core.Paging;
using TaskTracker.Schema.Costs;

namespace TaskTracker.Schema.Paging;

/// <summary>A connection as in Relay's specification, with the list of nodes and the count that Hot Chocolate adds.</summary>
internal abstract class ConnectionType<TNode, TNodeType, TEdgeType> : ObjectGraphType<Page<TNode>>
    where TNode : class
    where TNodeType : IGraphType
    where TEdgeType : IGraphType
{
    /// <param name="name">In the schema.</param>
    /// <param name="what">The rows, for descriptions.</param>
    /// <param name="asOfCanBeHidden">Whether somebody may see the rows and not the change log.</param>
    protected ConnectionType(string name, string what, bool asOfCanBeHidden = false)
    {
        Name = name;
        Description = $"One page of a list of {what}.";
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Where the page lies in the list.").Resolve(c => PageInfo.Of(c.Source));
        Field<ListGraphType<NonNullGraphType<TEdgeType>>>("edges").Description($"The {what} with their cursors.").Resolve(c => c.Source.Rows);
        Field<ListGraphType<NonNullGraphType<TNodeType>>>("nodes").Description($"The {what}.").Resolve(c => c.Source.Rows.Select(row => row.Item));
        Field<NonNullGraphType<IntGraphType>>("totalCount").Description($"How many {what} match, on all pages. Counted only when selected.").Cost(CostBuilder.OfListOfRow)
            .Resolve(c => c.Source.TotalCount);
        Field("asOf", asOfCanBeHidden ? typeof(StringGraphType) : typeof(NonNullGraphType<StringGraphType>))
            .Description("The place in the change log that the page reflects: subscribe with `after: asOf`, and no change is missed or seen twice."
                + " Where the store is PostgreSQL, a change that the page already shows may come once more: compare its `taskVersion`."
                + (asOfCanBeHidden ? " Null when you may not see tasks." : ""))
            .Resolve(c => c.Source.AsOf);
    }
}

/// <summary>A row of a connection.</summary>
internal abstract class EdgeType<TNode, TNodeType> : ObjectGraphType<PageRow<TNode>>
    where TNode : class
    where TNodeType : IGraphType
{
    protected EdgeType(string name, string what)
    {
        Name = name;
        Description = $"A {what} and its place in the list.";
        Field<NonNullGraphType<StringGraphType>>("cursor").Description("The place of the row: for `after` and `before` of the same list in the same order.")
            .Resolve(c => c.Source.Cursor());
        Field<NonNullGraphType<TNodeType>>("node").Description($"The {what}.").Cost(0).Resolve(c => c.Source.Item);
    }
}

/// <summary>What <see cref="PageInfoType"/> shows of any page.</summary>
internal sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, Func<string>? StartCursor, Func<string>? EndCursor)
{
    public static PageInfo Of<T>(Page<T> page) where T : class => page.Rows.Count == 0
        ? new(page.HasNextPage, page.HasPreviousPage, null, null)
        : new(page.HasNextPage, page.HasPreviousPage, page.Rows[0].Cursor, page.Rows[^1].Cursor);
}

internal sealed class PageInfoType : ObjectGraphType<PageInfo>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Description = "Where a page lies in its list.";
        Field<NonNullGraphType<BooleanGraphType>>("hasNextPage").Description("Whether rows follow the last one of the page, of those between `after` and `before`.").Resolve(c => c.Source.HasNextPage);
        Field<NonNullGraphType<BooleanGraphType>>("hasPreviousPage").Description("Whether rows come before the first one of the page, of those between `after` and `before`.")
            .Resolve(c => c.Source.HasPreviousPage);
        Field<StringGraphType>("startCursor").Description("The cursor of the first row, for `before`; null when the page is empty.")
            .Resolve(c => c.Source.StartCursor?.Invoke());
        Field<StringGraphType>("endCursor").Description("The cursor of the last row, for `after`; null when the page is empty.")
            .Resolve(c => c.Source.EndCursor?.Invoke());
    }
}
