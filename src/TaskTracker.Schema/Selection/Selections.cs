using GraphQL;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Core.Paging;

namespace TaskTracker.Schema.Selection;

/// <summary>What a caller selected below a field, before it is resolved; fragments, <c>@skip</c> and <c>@include</c> applied.</summary>
internal static class Selections
{
    /// <summary>Calls <paramref name="visit"/> for every field selected in <paramref name="selectionSet"/> on an object of <paramref name="type"/>.</summary>
    public static void Visit(IResolveFieldContext context, GraphQLSelectionSet? selectionSet, IObjectGraphType type, Action<GraphQLField> visit)
    {
        foreach (var selection in selectionSet?.Selections ?? [])
        {
            if (!((IHasDirectivesNode)selection).Directives.IsIncluded(context.Variables))
            {
                continue;
            }

            switch (selection)
            {
                case GraphQLField field:
                    visit(field);
                    break;
                case GraphQLInlineFragment inline when context.Schema.Applies(inline.TypeCondition, type):
                    Visit(context, inline.SelectionSet, type, visit);
                    break;
                case GraphQLFragmentSpread spread:
                    var fragment = context.Document.FindFragmentDefinition(spread.FragmentName.Name);
                    if (fragment is not null && context.Schema.Applies(fragment.TypeCondition, type))
                    {
                        Visit(context, fragment.SelectionSet, type, visit);
                    }

                    break;
            }
        }
    }

    /// <summary>The columns that the selected fields of a <paramref name="type"/> are made of.</summary>
    public static ColumnSet<T> Columns<T>(IResolveFieldContext context, GraphQLSelectionSet? selectionSet, IObjectGraphType type) where T : class
    {
        var columns = default(ColumnSet<T>);
        Visit(context, selectionSet, type, field => columns |= type.GetField(field.Name)?.ColumnsRead<T>(context, field) ?? default);
        return columns.IsEmpty ? ColumnSet<T>.Key : columns;
    }

    /// <summary>The columns that the selection of the current field, which answers one object, is made of.</summary>
    public static ColumnSet<T> Columns<T>(this IResolveFieldContext context) where T : class => OfField<T>.Columns.Of(context);

    private static class OfField<T> where T : class
    {
        public static readonly PerDocument<ColumnSet<T>> Columns = new(
            context => Columns<T>(context, context.FieldAst.SelectionSet, (IObjectGraphType)context.FieldDefinition.ResolvedType!.GetNamedType()));
    }
}
