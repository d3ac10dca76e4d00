using GraphQL;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// Who may look at the schema: whoever signed in, and anybody where the operator says so. Somebody else gets neither introspection nor
/// the schema's text, nor what is wrong with a document that does not fit it. It is asked for every request, so what was found valid for
/// one caller and kept is refused to another.
/// </summary>
internal sealed class IntrospectionAccess(IOptions<GraphQLOptions> options, IHostEnvironment environment)
{
    public const string Message = "The schema is not shown to somebody who has not signed in. Sign in, and send the access token or an API key.";

    private readonly bool isForAnybody = options.Value.AnonymousIntrospection ?? environment.IsDevelopment();

    public bool IsAllowed(Actor actor) => actor.Identity is not null || (isForAnybody && actor.Rejection is null);

    /// <summary>Why the actor may not run the operation; null when they may as far as this goes.</summary>
    public CodedError? Refuse(Actor actor, GraphQLDocument document, GraphQLOperationDefinition operation) =>
        operation.Operation != OperationType.Query || IsAllowed(actor) || !RootFields.Of(document, operation).Any(IsIntrospection)
            ? null
            : new(ErrorCodes.IntrospectionNotAllowed, Message);

    /// <summary>Whether a root field tells about the schema; <c>__typename</c> tells only what the caller asked.</summary>
    public static bool IsIntrospection(GraphQLField field) => field.Name == "__schema" || field.Name == "__type";

    /// <summary>
    /// The errors of a request that is not valid, as the actor may see them. What they say names fields and types that the caller need not have known:
    /// an argument that is missing, a field below the one that was asked for.
    /// </summary>
    public ExecutionErrors? Visible(Actor actor, ExecutionErrors? errors) =>
        errors is null || IsAllowed(actor) ? errors : [.. errors.Select(WithoutNames)];

    private static ExecutionError WithoutNames(ExecutionError error)
    {
        if (error is not ValidationError)
        {
            return error;
        }

        var plain = error is InvalidVariableError
            ? new CodedError(ErrorCodes.InvalidVariable, "A variable is missing, or its value does not fit its type. Sign in to be told which.")
            : new CodedError(ErrorCodes.ValidationFailed, "The document does not fit the schema. Sign in to be told why.");
        foreach (var location in error.Locations ?? [])
        {
            plain.AddLocation(location);
        }

        return plain;
    }
}
