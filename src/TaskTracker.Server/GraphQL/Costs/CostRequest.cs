using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>What a client wants to know about the cost of its operation.</summary>
internal enum CostRequest
{
    Nothing,

    /// <summary>The cost beside the result.</summary>
    Report,

    /// <summary>The cost alone: the operation is not run.</summary>
    Validate,
}

internal static class CostRequests
{
    /// <summary>Hot Chocolate's header.</summary>
    public const string Header = "GraphQL-Cost";

    /// <summary>The same where there are no headers: a member of the request's <c>extensions</c>.</summary>
    private const string Extension = "operationCost";

    /// <exception cref="CodedError">It is neither <c>report</c> nor <c>validate</c>.</exception>
    public static CostRequest Of(GraphQLRequest request) =>
        request.Extensions.Count > 0 && request.Extensions.TryGetValue(Extension, out var wish) ? Read(wish as string, $"'{Extension}' in 'extensions'") : request.Cost;

    /// <exception cref="CodedError">It is neither <c>report</c> nor <c>validate</c>.</exception>
    public static CostRequest Read(string? wish, string where) => wish switch
    {
        "report" => CostRequest.Report,
        "validate" => CostRequest.Validate,
        _ => throw new CodedError(ErrorCodes.BadRequest, $"{where} must be report or validate."),
    };
}
