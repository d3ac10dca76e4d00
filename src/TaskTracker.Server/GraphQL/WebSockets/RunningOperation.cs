using System.Diagnostics.CodeAnalysis;
using GraphQL;
using GraphQLParser.AST;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>One operation of a socket, from <c>subscribe</c> until nothing of it runs any more.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing, and whoever stops the operation may come at any time.")]
internal sealed class RunningOperation(string id)
{
    private readonly CancellationTokenSource stopping = new();
    private volatile bool isStopped;
    private volatile bool isMutation;

    public string Id => id;

    /// <summary>Whether its answers are a stream; known once the document was read.</summary>
    public bool IsSubscription { get; private set; }

    /// <summary>Whether nobody waits for its answers any more.</summary>
    public bool IsStopped => isStopped;

    public CancellationToken Stopping => stopping.Token;

    /// <summary>Learns the type of the operation, and keeps a subscription from being run as a query.</summary>
    public ExecutionError? Admit(OperationType type)
    {
        isMutation = type == OperationType.Mutation;
        IsSubscription = type == OperationType.Subscription;
        return IsSubscription ? new ExecutionError("A subscription is followed, not run.") : null;
    }

    /// <summary>No answer is sent from now on. A mutation that has begun is run to its end all the same: half of one helps nobody.</summary>
    public void Stop()
    {
        isStopped = true;
        if (!isMutation)
        {
            stopping.Cancel();
        }
    }
}
