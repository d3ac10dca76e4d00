using GraphQL;
using TaskTracker.Server.GraphQL.Costs;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>What a client asks for, whichever transport brought it.</summary>
internal sealed class GraphQLRequest
{
    /// <summary>The text of the document; null until one that was asked for by its id or hash has been found.</summary>
    public string? Query { get; set; }

    /// <summary>The id of a trusted document, where there is no text.</summary>
    public string? DocumentId { get; init; }

    /// <summary>What the client calls itself.</summary>
    public string? Client { get; set; }

    /// <summary>Which of the document's operations to run; null when it has only one.</summary>
    public string? OperationName { get; init; }

    public Inputs Variables { get; init; } = Inputs.Empty;

    /// <summary>The client's name for this request, as the transport brought it; one in <see cref="Extensions"/> counts as well.</summary>
    public string? IdempotencyKey { get; set; }

    public Inputs Extensions { get; init; } = Inputs.Empty;

    /// <summary>What the client wants to know about the cost, unless <see cref="Extensions"/> say something else.</summary>
    public CostRequest Cost { get; set; }
}
