using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>Looks at the cost of one operation between its validation and its execution.</summary>
internal sealed class CostCheck(CostAnalysis costs, PreparedDocument document, CostRequest wish) : DocumentExecutionListenerBase
{
    // Never seen by a client: the engine knows no other way not to execute.
    private static readonly ExecutionError NotExecuted = new("");

    private OperationCost cost;

    /// <summary>Whether the document turned out to be valid.</summary>
    public bool IsValid { get; private set; }

    public override Task AfterValidationAsync(IExecutionContext context, IValidationResult validationResult)
    {
        if (validationResult.IsValid)
        {
            cost = document.CostOf(context.Operation, costs).Of(context.Variables, rows: 1);
            IsValid = true;
            if ((costs.Refuse(cost) ?? (wish == CostRequest.Validate ? NotExecuted : null)) is { } error)
            {
                context.Errors.Add(error);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The result with what the client wants to know.</summary>
    public ExecutionResult Complete(ExecutionResult result)
    {
        if (wish == CostRequest.Nothing || !IsValid)
        {
            return result;
        }

        if (result.Errors is [var only] && only == NotExecuted)
        {
            return new() { Extensions = CostAnalysis.Report(cost) };
        }

        if (result.Executed)
        {
            result.Extensions = CostAnalysis.Report(cost);
        }

        return result;
    }
}
