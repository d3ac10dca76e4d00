using GraphQLParser.AST;
using TaskTracker.Server.GraphQL.Costs;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>A parsed document and what is worked out of it once.</summary>
/// <param name="text">What it was parsed from.</param>
/// <param name="document">The document, within the limits.</param>
internal sealed class PreparedDocument(string text, GraphQLDocument document)
{
    private volatile Known? costs;

    public string Text => text;

    /// <summary>Whether the schema allows it; it is not validated again then.</summary>
    public bool IsValid { get; set; }

    public GraphQLDocument Document => document;

    /// <summary>What an operation costs. The document must be valid.</summary>
    public SelectionCost CostOf(GraphQLOperationDefinition operation, CostAnalysis analysis)
    {
        for (var known = costs; known is not null; known = known.Next)
        {
            if (ReferenceEquals(known.Operation, operation))
            {
                return known.Cost;
            }
        }

        // Two that come at once both work it out, and one is kept.
        var cost = analysis.Compile(document, operation);
        costs = new(operation, cost, costs);
        return cost;
    }

    private sealed record Known(GraphQLOperationDefinition Operation, SelectionCost Cost, Known? Next);
}
