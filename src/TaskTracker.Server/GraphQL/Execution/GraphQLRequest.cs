using GraphQL;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>What a client asks for, whichever transport brought it.</summary>
internal sealed class GraphQLRequest
{
    /// <summary>The text of the document.</summary>
    public required string Query { get; init; }

    /// <summary>Which of the document's operations to run; null when it has only one.</summary>
    public string? OperationName { get; init; }

    public Inputs Variables { get; init; } = Inputs.Empty;

    public Inputs Extensions { get; init; } = Inputs.Empty;
}
