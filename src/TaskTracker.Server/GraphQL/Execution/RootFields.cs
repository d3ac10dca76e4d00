using GraphQLParser;
using GraphQLParser.AST;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>What an operation asks for at its root, by itself and through fragments.</summary>
internal static class RootFields
{
    /// <summary>The fields. Fragments that do not exist, or that spread each other, are left to the validation.</summary>
    public static IEnumerable<GraphQLField> Of(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        HashSet<GraphQLFragmentDefinition>? seen = null;
        Stack<GraphQLSelectionSet> open = new([operation.SelectionSet]);
        while (open.TryPop(out var selections))
        {
            foreach (var selection in selections.Selections)
            {
                switch (selection)
                {
                    case GraphQLField field:
                        yield return field;
                        break;
                    case GraphQLInlineFragment inline:
                        open.Push(inline.SelectionSet);
                        break;
                    case GraphQLFragmentSpread spread when document.FindFragmentDefinition(spread.FragmentName.Name) is { } fragment && (seen ??= []).Add(fragment):
                        open.Push(fragment.SelectionSet);
                        break;
                }
            }
        }
    }
}
