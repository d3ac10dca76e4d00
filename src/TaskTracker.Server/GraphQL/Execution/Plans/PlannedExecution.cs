using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace TaskTracker.Server.GraphQL.Execution.Plans;

/// <summary>
/// Runs what only reads by a plan that is made once for an operation: the same resolvers in the same order of batches as the engine's own
/// way, without its tree of nodes, and straight into JSON. Whatever is not plain success is left to the engine, which runs the operation from the start:
/// errors, their places and the nulls that they spread are made in one place only (docs/decisions/0017-plans.md).
/// </summary>
internal sealed class PlannedExecution : ParallelExecutionStrategy
{
    // As long as the document is kept, its operations are.
    private readonly ConditionalWeakTable<GraphQLOperationDefinition, OperationPlans> known = [];

    public override async Task<ExecutionResult> ExecuteAsync(ExecutionContext context)
    {
        var plans = known.GetValue(context.Operation, operation => new(context.Document, operation));
        if (plans.Find(context) is { IsUnfit: false } plan)
        {
            try
            {
                return new ExecutionResult { Executed = true, Data = await new PlanRun(context, plan).RunAsync() };
            }
            catch (UnplannedException unplanned)
            {
                plan.IsUnfit = unplanned.IsAlways;
            }
            catch (Exception)
            {
                // Said by the engine, which meets it again; unless it is the end of the request or of its time.
                context.CancellationToken.ThrowIfCancellationRequested();
            }
        }

        if (context.ArgumentValues is null)
        {
            await RequestValidator.CompleteAsync(context);
        }

        return await base.ExecuteAsync(context);
    }
}

/// <summary>Something that a plan does not do.</summary>
/// <param name="isAlways">Whether it is so each time.</param>
internal sealed class UnplannedException(bool isAlways) : Exception
{
    public bool IsAlways => isAlways;
}

/// <summary>The answer's <c>data</c>, written.</summary>
/// <param name="Utf8">JSON.</param>
internal sealed record WrittenData(ReadOnlyMemory<byte> Utf8);
