using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using TaskTracker.Core.Paging;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Schema.Paging;

/// <summary>The arguments of a connection and what is selected of it.</summary>
internal static class PagingArguments
{
    /// <summary>Adds <c>first</c>, <c>after</c>, <c>last</c> and <c>before</c>, and says that they are the size of the list.</summary>
    public static FieldBuilder<TSource, TReturn> PageArguments<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field) => field
        .Argument<IntGraphType>("first", $"How many rows from the start of the list, 0 to {Core.Paging.PageArguments.MaximumSize}. "
            + $"Without `first` and `last`: {Core.Paging.PageArguments.DefaultSize}.")
        .Argument<StringGraphType>("after", "Only rows that come after this cursor.")
        .Argument<IntGraphType>("last", $"How many rows from the end of the list, 0 to {Core.Paging.PageArguments.MaximumSize}; not together with `first`.")
        .Argument<StringGraphType>("before", "Only rows that come before this cursor.")
        .PageSize();

    /// <summary>The page that the caller asks for.</summary>
    public static PageArguments PageArguments(this IResolveFieldContext context) => new(
        context.GetArgument<int?>("first"),
        context.GetArgument<string?>("after"),
        context.GetArgument<int?>("last"),
        context.GetArgument<string?>("before"));

    /// <summary>What the caller selected of the connection that the current field answers.</summary>
    public static PageSelection<T> PageSelection<T>(this IResolveFieldContext context) where T : class => OfList<T>.Selection.Of(context);

    private static PageSelection<T> ReadSelection<T>(IResolveFieldContext context) where T : class
    {
        var connection = (IObjectGraphType)context.FieldDefinition.ResolvedType!;
        var edge = (IObjectGraphType)connection.GetField("edges")!.ResolvedType!.GetNamedType();
        var node = (IObjectGraphType)edge.GetField("node")!.ResolvedType!.GetNamedType();
        var pageInfo = (IObjectGraphType)connection.GetField("pageInfo")!.ResolvedType!.GetNamedType();
        var selection = new PageSelection<T>(null, Cursors: false, HasNextPage: false, HasPreviousPage: false, TotalCount: false);
        Selections.Visit(context, context.FieldAst.SelectionSet, connection, field =>
        {
            switch (field.Name.StringValue)
            {
                case "totalCount":
                    selection = selection with { TotalCount = true };
                    break;
                case "asOf":
                    selection = selection with { AsOf = true };
                    break;
                case "nodes":
                    selection = With(selection, Selections.Columns<T>(context, field.SelectionSet, node));
                    break;
                case "edges":
                    // Edges without a node still are as many as there are rows.
                    selection = With(selection, ColumnSet<T>.Key);
                    Selections.Visit(context, field.SelectionSet, edge, part => selection = part.Name.StringValue switch
                    {
                        "cursor" => selection with { Cursors = true },
                        "node" => With(selection, Selections.Columns<T>(context, part.SelectionSet, node)),
                        _ => selection,
                    });
                    break;
                case "pageInfo":
                    Selections.Visit(context, field.SelectionSet, pageInfo, part => selection = part.Name.StringValue switch
                    {
                        "hasNextPage" => selection with { HasNextPage = true },
                        "hasPreviousPage" => selection with { HasPreviousPage = true },
                        "startCursor" or "endCursor" => selection with { Cursors = true },
                        _ => selection,
                    });
                    break;
            }
        });
        return selection;
    }

    private static PageSelection<T> With<T>(PageSelection<T> selection, ColumnSet<T> columns) where T : class =>
        selection with { Columns = (selection.Columns ?? default) | columns };

    private static class OfList<T> where T : class
    {
        public static readonly PerDocument<PageSelection<T>> Selection = new(ReadSelection<T>);
    }
}
