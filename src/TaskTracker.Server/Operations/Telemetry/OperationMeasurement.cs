using System.Diagnostics;
using GraphQL;
using GraphQLParser.AST;
using TaskTracker.Schema;

namespace TaskTracker.Server.Operations.Telemetry;

/// <summary>One GraphQL operation while it runs, for whoever looks on: its span, and its numbers at the end.</summary>
internal sealed class OperationMeasurement(ServerMeters meters)
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly Activity? span = SchemaTraces.Source.StartActivity("GraphQL");
    private bool isHandedOver;

    /// <summary>What runs, once the document has told.</summary>
    public GraphQLOperationDefinition? Operation
    {
        get;
        set
        {
            field = value;
            if (span is not null && value is not null)
            {
                // By the semantic conventions. The document itself may hold what is nobody's business.
                var type = ServerMeters.TypeOf(value);
                var name = value.Name?.StringValue;
                span.DisplayName = name is null ? type : $"{type} {name}";
                span.SetTag("graphql.operation.type", type).SetTag("graphql.operation.name", name);
            }
        }
    }

    /// <summary>Somebody else runs it: it is neither counted nor traced here.</summary>
    public void HandOver()
    {
        isHandedOver = true;
        if (span is not null)
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <param name="result">What came of it; null for an exception, which is a client that has gone.</param>
    public void End(ExecutionResult? result)
    {
        if (!isHandedOver)
        {
            meters.Ended(Operation, began, result);
        }

        if (span is not null)
        {
            if (result?.Errors is { Count: > 0 } errors)
            {
                span.SetTag("graphql.error.code", errors[0].Code).SetStatus(ActivityStatusCode.Error);
            }

            span.Dispose();
        }
    }
}
