using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>What operations cost, and which cost too much.</summary>
internal sealed class CostAnalysis
{
    private readonly CostWeights weights;
    private readonly Lazy<IntrospectionSizes> introspection;
    private readonly CostSettings settings;

    public CostAnalysis(ISchema schema, IOptions<GraphQLOptions> options)
    {
        weights = new(schema);
        // The schema may not be complete yet.
        introspection = new(() => new(schema));
        settings = options.Value.Cost;
    }

    /// <summary>What is left to be looked at when the request has been validated; null for nothing, which is the rule.</summary>
    /// <exception cref="CodedError">It costs too much, whatever the variables are.</exception>
    public CostCheck? Check(GraphQLRequest request, PreparedDocument document, GraphQLOperationDefinition operation)
    {
        var wish = CostRequests.Of(request);
        if (document.IsValid && wish == CostRequest.Nothing && document.CostOf(operation, this).Known is { } known)
        {
            return Refuse(known) is { } refusal ? throw refusal : null;
        }

        return new(this, document, wish);
    }

    /// <param name="document">A valid document.</param>
    /// <param name="operation">One of its operations.</param>
    public SelectionCost Compile(GraphQLDocument document, GraphQLOperationDefinition operation) =>
        new CostCompiler(document, weights, introspection.Value).Compile(operation);

    /// <summary>Why an operation of this cost is not run; null when it is.</summary>
    public CodedError? Refuse(OperationCost cost)
    {
        if (cost.Field <= settings.MaxFieldCost && cost.Type <= settings.MaxTypeCost)
        {
            return null;
        }

        var message = cost.Field > settings.MaxFieldCost
            ? $"The operation's field cost is {Round(cost.Field)}, the most is {settings.MaxFieldCost}. Ask for fewer fields below lists, shorter pages or less in a filter."
            : $"The operation's type cost is {Round(cost.Type)}, the most is {settings.MaxTypeCost}. Ask for shorter pages, in nested lists above all: give 'first'.";
        return new(ErrorCodes.CostExceeded, message)
        {
            Extensions = new()
            {
                ["fieldCost"] = Round(cost.Field),
                ["typeCost"] = Round(cost.Type),
                ["maxFieldCost"] = settings.MaxFieldCost,
                ["maxTypeCost"] = settings.MaxTypeCost,
            },
        };
    }

    /// <summary>The member <c>operationCost</c> of a result's extensions, as Hot Chocolate writes it.</summary>
    public static Dictionary<string, object?> Report(OperationCost cost) => new()
    {
        ["operationCost"] = new Dictionary<string, object?> { ["fieldCost"] = Round(cost.Field), ["typeCost"] = Round(cost.Type) },
    };

    // A whole number is written as one.
    private static object Round(double cost) => Math.Round(cost, 2) is var rounded && rounded == (int)rounded ? (int)rounded : rounded;
}
