using System.Diagnostics;
using GraphQL.Execution;
using TaskTracker.Server.Operations;

namespace TaskTracker.Server.GraphQL.Errors;

/// <summary>
/// Logs an exception that nobody meant to throw, and leaves the client a message with an id that leads to the log entry. A store in trouble is
/// no defect, and has a code of its own.
/// </summary>
internal sealed class DefectReporter(StoreRefusals refusals, ILogger<DefectReporter> log)
{
    /// <summary>What the engine calls for an exception that is not a refusal.</summary>
    public Task ReportAsync(UnhandledExceptionContext context)
    {
        // An operation that its client left or that ran out of time breaks off wherever it is, and that is no defect.
        context.Context?.CancellationToken.ThrowIfCancellationRequested();
        var field = context.FieldContext;
        context.Exception = Report(
            context.OriginalException, field is null ? "the operation" : $"{field.ParentType.Name}.{field.FieldDefinition.Name}");
        return Task.CompletedTask;
    }

    /// <param name="exception">What happened; it goes to the log only.</param>
    /// <param name="where">Where, for the log.</param>
    /// <returns>The error for the client.</returns>
    public CodedError Report(Exception exception, string where)
    {
        if (refusals.Of(exception, where) is { } refusal)
        {
            return refusal;
        }

        var traceId = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
        log.LogError(exception, "GraphQL failed at {Where}; the client was given trace id {TraceId}", where, traceId);
        return new(ErrorCodes.InternalError, $"The server failed unexpectedly. Tell its operator the trace id {traceId}.")
        {
            Extensions = new() { ["traceId"] = traceId },
        };
    }
}
