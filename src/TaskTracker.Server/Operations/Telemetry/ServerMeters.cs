using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using TaskTracker.Core;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.Operations.Telemetry;

/// <summary>What is counted of GraphQL operations and of refusals. Every label has a bounded number of values, whatever clients send.</summary>
internal sealed class ServerMeters
{
    // In brackets, which no operation has in its name.
    private const string Unnamed = "(unnamed)";
    private const string Other = "(other)";

    private const int LongestName = 64;

    private readonly Histogram<double> operations;
    private readonly Counter<long> refusals;
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly int mostNames;

    public ServerMeters(IMeterFactory meters, IOptions<MetricsOptions> options)
    {
        var meter = meters.Create(Meters.Name);
        operations = meter.CreateHistogram<double>("tasktracker.graphql.operation.duration", "s", "How long GraphQL operations took; for subscriptions, making one event.");
        refusals = Meters.Refusals(meters);
        mostNames = options.Value.OperationNames;
    }

    /// <summary>Counts an operation that has ended.</summary>
    /// <param name="operation">What ran; null when the document did not tell.</param>
    /// <param name="began">The time stamp of its beginning.</param>
    /// <param name="result">What came of it; null when its client had gone.</param>
    public void Ended(GraphQLOperationDefinition? operation, long began, ExecutionResult? result)
    {
        operations.Record(
            Stopwatch.GetElapsedTime(began).TotalSeconds,
            new("operation", NameOf(operation, result)),
            new("type", operation is null ? "unknown" : TypeOf(operation)),
            new("outcome", OutcomeOf(result)));
        if (result?.Errors is { Count: > 0 } errors)
        {
            foreach (var error in errors)
            {
                Refused(ErrorTranslation.Definition(error)?.Name ?? error.Code!);
            }
        }
    }

    /// <summary>Counts something that a client was told.</summary>
    /// <param name="code">One of docs/errors.md.</param>
    public void Refused(string code) => refusals.Add(1, Meters.Code(code));

    /// <summary>The type of an operation, as documents spell it.</summary>
    public static string TypeOf(GraphQLOperationDefinition operation) => operation.Operation switch
    {
        OperationType.Mutation => "mutation",
        OperationType.Subscription => "subscription",
        _ => "query",
    };

    // Only what was run takes a place: who is refused could fill all of them with names that nobody uses.
    private string NameOf(GraphQLOperationDefinition? operation, ExecutionResult? result)
    {
        if (operation?.Name is not { } given)
        {
            return Unnamed;
        }

        var name = given.StringValue;
        if (names.TryGetValue(name, out var known))
        {
            return known;
        }

        return result is not { Executed: true } || name.Length > LongestName || names.Count >= mostNames ? Other : names.GetOrAdd(name, name);
    }

    private static string OutcomeOf(ExecutionResult? result) => result switch
    {
        null => "cancelled",
        { Errors: null or { Count: 0 } } => "ok",
        { Errors: var errors } when errors.Any(error => ErrorTranslation.Definition(error)?.Status >= StatusCodes.Status500InternalServerError) => "failed",
        { Executed: true } => "errors",
        _ => "refused",
    };
}
