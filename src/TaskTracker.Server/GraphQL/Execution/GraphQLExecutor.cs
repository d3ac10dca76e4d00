using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Idempotency;
using TaskTracker.Schema;
using TaskTracker.Schema.Changes;
using TaskTracker.Schema.Selection;
using TaskTracker.Server.GraphQL.Costs;
using TaskTracker.Server.GraphQL.Documents;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution.Plans;
using TaskTracker.Server.Operations.Telemetry;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// Runs a request, whichever transport brought it. A document is parsed and validated once and then kept; what depends on the
/// variables is checked for every request.
/// </summary>
internal sealed class GraphQLExecutor(
    ISchema schema,
    IDocumentBuilder parser,
    RequestedDocuments documents,
    CostAnalysis costs,
    IntrospectionAccess introspection,
    RefusalLog refusals,
    DefectReporter defects,
    IdempotentWrites idempotentWrites,
    ServerMeters meters,
    IOptions<GraphQLOptions> options)
{
    private readonly DocumentExecuter engine = new(parser, new RequestValidator(), Strategies(), []);

    private readonly Func<UnhandledExceptionContext, Task> reportDefect = defects.ReportAsync;
    private readonly TimeSpan timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);
    private readonly DocumentLimits limits = options.Value.Limits;
    private readonly ErrorLimit errorLimit = new(options.Value.Limits.MaxErrors);
    private readonly Lazy<IValidationRule[]> rulesOfEachRequest = new(() => RulesOfEachRequest(schema));

    /// <param name="request">What to run.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="refuse">The transport's say: why it does not run operations of this type, or null if it does.</param>
    /// <param name="services">The services of the request; resolvers may ask them.</param>
    /// <param name="root">The root value: for a subscription, the change to run it for; otherwise null.</param>
    /// <param name="cancellationToken">Ends the operation when the client is gone.</param>
    /// <returns>A result for every refusal and defect; <see cref="ExecutionResult.Executed"/> tells whether there is data.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ExecutionResult> ExecuteAsync(
        GraphQLRequest request, Actor actor, Func<OperationType, ExecutionError?> refuse, IServiceProvider services, object? root, CancellationToken cancellationToken)
    {
        var measurement = new OperationMeasurement(meters);
        ExecutionResult? result = null;
        try
        {
            return result = Prepare(measurement, request, actor, refuse, root, out var ready) ?? await RunAsync(ready, request, services, root, cancellationToken);
        }
        finally
        {
            if (root is ChangeSubscription { Filter: not null })
            {
                // It only told what to follow.
                measurement.HandOver();
            }

            measurement.End(result);
        }
    }

    /// <summary>The document of a text that has been run before.</summary>
    public GraphQLDocument Parse(string query) => documents.Find(query).Document;

    /// <summary>Finds the operation.</summary>
    /// <returns>Why it is not run; null when it is ready.</returns>
    private ExecutionResult? Prepare(
        OperationMeasurement measurement, GraphQLRequest request, Actor actor, Func<OperationType, ExecutionError?> refuse, object? root, out Ready ready)
    {
        ready = default;
        try
        {
            VariableSize.Check(request.Variables, limits);
            var document = documents.Find(request);
            var isKnown = document.IsValid;
            var operation = document.Document.SelectOperation(request.OperationName);
            measurement.Operation = operation;
            var type = operation.Operation;
            var refused = refuse(type);
            if (refused is not null && type == OperationType.Subscription)
            {
                // It is followed instead, by whoever asked.
                measurement.HandOver();
            }

            if ((refused ?? RefuseMissingRoot(type) ?? RefuseStrangers(actor, document.Document, operation)
                ?? introspection.Refuse(actor, document.Document, operation)) is { } refusal)
            {
                refusals.Tell(actor, document.Document, operation, [refusal]);
                return new(refusal);
            }

            // The cost of a subscription is looked at when it begins, not for each change.
            var check = root is TaskChange ? null : costs.Check(request, document, operation);
            var attempt = type == OperationType.Mutation ? RequestAttempt.Of(request) : null;
            ready = new(document, isKnown, operation, check, attempt is null ? actor : actor with { Attempt = attempt });
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Refuse(exception);
        }
    }

    private async Task<ExecutionResult?> RefuseReuseAsync(Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            return await idempotentWrites.RefuseAsync(actor, cancellationToken) is { } reused ? new(new CodedError(ErrorCodes.IdempotencyKeyReused, reused.Message)) : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Refuse(exception);
        }
    }

    private ExecutionResult Refuse(Exception exception) => new(exception as ExecutionError ?? defects.Report(exception, "the document"));

    private async Task<ExecutionResult> RunAsync(Ready ready, GraphQLRequest request, IServiceProvider services, object? root, CancellationToken cancellationToken)
    {
        if (ready.Actor.Attempt is not null && await RefuseReuseAsync(ready.Actor, cancellationToken) is { } reused)
        {
            return reused;
        }

        var execution = new ExecutionOptions
        {
            Schema = schema,
            Root = root,
            Document = ready.Document.Document,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            ValidationRules = ready.IsKnown ? rulesOfEachRequest.Value : [errorLimit, .. DocumentValidator.CoreRules],
            RequestServices = services,
            UserContext = new ActorContext(ready.Actor),
            UnhandledExceptionDelegate = reportDefect,
            Timeout = timeout,
            CancellationToken = cancellationToken,
        };
        if (ready.Check is not null)
        {
            execution.Listeners.Add(ready.Check);
        }

        var result = await engine.ExecuteAsync(execution);
        if (!ready.IsKnown && (result.Executed || ready.Check is { IsValid: true }))
        {
            documents.Keep(request, ready.Document);
        }

        result = ready.Check?.Complete(result) ?? result;
        // Who runs a subscription for one of its changes is not who asked for it.
        refusals.Tell(ready.Actor, ready.Document.Document, ready.Operation, root is TaskChange ? null : result.Errors);
        if (!result.Executed)
        {
            result = errorLimit.Shorten(result);
            result.Errors = introspection.Visible(ready.Actor, result.Errors);
        }

        return result;
    }

    // A subscription's operation is run for one change after the other, each time as if it were a query on the change.
    private static DefaultExecutionStrategySelector Strategies()
    {
        var planned = new PlannedExecution();
        return new([new ExecutionStrategyRegistration(planned, OperationType.Query), new ExecutionStrategyRegistration(planned, OperationType.Subscription)]);
    }

    /// <summary>
    /// Of the engine's rules only this one looks at variables, and it does nothing unless a field of the schema validates its
    /// arguments. With no rule at all the engine does not walk the document again.
    /// </summary>
    private static IValidationRule[] RulesOfEachRequest(ISchema schema) =>
        schema.GetMetadata<bool>(FieldArgumentsAreValidRule.HAS_FIELD_ARGUMENT_VALIDATION_KEY) ? [FieldArgumentsAreValidRule.Instance] : RequestValidator.Known;

    // Somebody who may do nothing is told so before anything runs, and by the status of the answer.
    private CodedError? RefuseStrangers(Actor actor, GraphQLDocument document, GraphQLOperationDefinition operation) =>
        actor.Permissions == Permissions.None && !PublicOperation.Is(schema, document, operation, introspection.IsAllowed(actor))
            ? new(ErrorCodes.Unauthenticated, AccessRules.Refuse(actor, Permissions.ReadTasks)!.Message)
            : null;

    private CodedError? RefuseMissingRoot(OperationType type) => schema.RootType(type) is null
        ? new(ErrorCodes.OperationTypeNotSupported, $"The schema has no {type.ToString().ToLowerInvariant()} operations.")
        : null;

    /// <summary>An operation that is to be run.</summary>
    /// <param name="Document">The document that it is of.</param>
    /// <param name="IsKnown">Whether the document has been validated before.</param>
    /// <param name="Operation">The operation.</param>
    /// <param name="Check">Looks at its cost; null when nobody is to.</param>
    /// <param name="Actor">Who asks, with their attempt at the request.</param>
    private readonly record struct Ready(PreparedDocument Document, bool IsKnown, GraphQLOperationDefinition Operation, CostCheck? Check, Actor Actor);
}
