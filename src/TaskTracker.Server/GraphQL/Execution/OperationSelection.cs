using GraphQLParser.AST;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>Which of a document's operations a request means.</summary>
internal static class OperationSelection
{
    /// <exception cref="CodedError">There is no such operation, or no telling which one is meant.</exception>
    public static GraphQLOperationDefinition SelectOperation(this GraphQLDocument document, string? name)
    {
        GraphQLOperationDefinition? found = null;
        foreach (var definition in document.Definitions)
        {
            if (definition is not GraphQLOperationDefinition operation || (name is not null && operation.Name != name))
            {
                continue;
            }

            if (name is not null)
            {
                return operation;
            }

            if (found is not null)
            {
                throw new CodedError(ErrorCodes.OperationNameRequired, "The document has several operations. Say which one to run in 'operationName'.");
            }

            found = operation;
        }

        return found ?? throw new CodedError(ErrorCodes.OperationNotFound, name is null
            ? "The document has no operation, only definitions. Add a query, mutation or subscription."
            : $"The document has no operation named '{name}'. Name one that it has in 'operationName'.");
    }
}
