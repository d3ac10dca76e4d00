using System.Collections.Concurrent;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Schema.Selection;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace TaskTracker.Server.GraphQL.Execution.Plans;

/// <summary>The plans of an operation: one for each way in which its <c>@skip</c> and <c>@include</c> turn out.</summary>
internal sealed class OperationPlans
{
    // Clients switch a part or two on and off; of more the plans would be too many to keep.
    private const int MaximumConditions = 6;

    private readonly ROM[] conditions;
    private readonly ConcurrentDictionary<int, SelectionPlan> plans = new();

    public OperationPlans(GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var found = new HashSet<ROM>();
        Collect(operation.SelectionSet, found);
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
        {
            Collect(fragment.SelectionSet, found);
        }

        conditions = [.. found];
    }

    /// <summary>The plan for these variables; null when there is none.</summary>
    public SelectionPlan? Find(ExecutionContext context)
    {
        if (conditions.Length > MaximumConditions)
        {
            return null;
        }

        var turnsOut = 0;
        for (var i = 0; i < conditions.Length; i++)
        {
            turnsOut |= context.Variables.IsTrue(conditions[i]) ? 1 << i : 0;
        }

        return plans.TryGetValue(turnsOut, out var plan) ? plan : plans.GetOrAdd(turnsOut, _ => new PlanCompiler(context).Compile());
    }

    private static void Collect(GraphQLSelectionSet? selections, HashSet<ROM> found)
    {
        foreach (var selection in selections?.Selections ?? [])
        {
            foreach (var directive in (selection as IHasDirectivesNode)?.Directives?.Items ?? [])
            {
                if (directive.Arguments?[0].Value is GraphQLVariable variable)
                {
                    found.Add(variable.Name.Value);
                }
            }

            Collect((selection as IHasSelectionSetNode)?.SelectionSet, found);
        }
    }
}

/// <summary>What is selected of an object of a type, fields of one response name merged.</summary>
/// <param name="Type">The object's type.</param>
/// <param name="Fields">In the order of the answer.</param>
/// <param name="Parts">Those of them that lead to objects, or to lists of them.</param>
internal sealed record SelectionPlan(IObjectGraphType Type, FieldPlan[] Fields, FieldPlan[] Parts)
{
    /// <summary>Whether the engine is to run it, because it has something that no plan does.</summary>
    public bool IsUnfit { get; set; }
}
