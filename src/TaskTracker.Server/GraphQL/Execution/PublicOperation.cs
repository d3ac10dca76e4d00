using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Schema;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>Whether an operation asks only for root fields that are there for everybody, such as signing in.</summary>
internal static class PublicOperation
{
    private const int MaximumDepth = 16;

    public static bool Is(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var root = operation.Operation == OperationType.Mutation ? schema.Mutation : operation.Operation == OperationType.Query ? schema.Query : null;
        return root is not null && IsPublic(operation.SelectionSet, MaximumDepth);

        // Fragments that spread each other are refused later; here they are only not public.
        bool IsPublic(GraphQLSelectionSet selections, int depth) => depth > 0 && selections.Selections.TrueForAll(selection => selection switch
        {
            GraphQLField field => field.Name == "__typename" || root.GetField(field.Name)?.IsPublic() == true,
            GraphQLInlineFragment inline => IsPublic(inline.SelectionSet, depth - 1),
            GraphQLFragmentSpread spread => document.FindFragmentDefinition(spread.FragmentName.Name) is { } fragment && IsPublic(fragment.SelectionSet, depth - 1),
            _ => false,
        });
    }
}
