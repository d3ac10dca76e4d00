using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Schema;
using TaskTracker.Schema.Selection;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>Tells the audit log what access refused of an operation: in the schema's names, because those of the document are the caller's own words.</summary>
internal sealed class RefusalLog(ISchema schema, AuditLog audit)
{
    public void Tell(Actor actor, GraphQLDocument document, GraphQLOperationDefinition operation, ExecutionErrors? errors)
    {
        if (errors is null)
        {
            return;
        }

        foreach (var (code, what) in errors.Where(IsRefusal).Select(error => (error.Code!, What(document, operation, error))).Distinct())
        {
            audit.AccessRefused(actor, code, what);
        }
    }

    private static bool IsRefusal(ExecutionError error) => error switch
    {
        RefusedException refused => refused.Failure is AccessRefusal,
        CodedError coded => coded.Definition == ErrorCodes.Unauthenticated || coded.Definition == ErrorCodes.IntrospectionNotAllowed,
        _ => false,
    };

    private string What(GraphQLDocument document, GraphQLOperationDefinition operation, ExecutionError error)
    {
        var type = operation.Operation.ToString().ToLowerInvariant();
        var asked = RootFields.Of(document, operation)
            .FirstOrDefault(field => error.Path?.FirstOrDefault() is not string name || field.ResponseName() == name);
        return asked is not null && schema.RootType(operation.Operation)?.GetField(asked.Name) is { } known ? $"{type} {known.Name}" : type;
    }
}
