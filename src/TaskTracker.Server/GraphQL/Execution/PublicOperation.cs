using GraphQL.Types;
using GraphQLParser.AST;
using TaskTracker.Schema;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>Whether an operation asks only for root fields that are there for everybody, such as signing in.</summary>
internal static class PublicOperation
{
    /// <param name="schema">Says which fields are.</param>
    /// <param name="document">The document.</param>
    /// <param name="operation">The operation of it.</param>
    /// <param name="withSchema">Whether the schema is there for everybody too.</param>
    public static bool Is(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, bool withSchema)
    {
        // Or `subscription { __typename }` would be there for everybody.
        var root = operation.Operation == OperationType.Subscription ? null : schema.RootType(operation.Operation);
        return root is not null && RootFields.Of(document, operation).All(field =>
            field.Name == "__typename" || (withSchema && IntrospectionAccess.IsIntrospection(field)) || root.GetField(field.Name)?.IsPublic() == true);
    }
}
