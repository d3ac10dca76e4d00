using System.Diagnostics.CodeAnalysis;
using GraphQL;
using GraphQLParser.AST;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>One operation of a socket, from <c>subscribe</c> until nothing of it runs any more.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without a timer holds nothing, and whoever stops the operation may come at any time.")]
internal sealed class RunningOperation(string id)
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private volatile bool isStopped;
    private OperationType? type;

    public string Id => id;

    /// <summary>Whether its answers are a stream; known once the document was read.</summary>
    public bool IsSubscription { get; private set; }

    /// <summary>Whether nobody waits for its answers any more.</summary>
    public bool IsStopped => isStopped;

    public CancellationToken Stopping => stopping.Token;

    /// <summary>
    /// Learns the type of the operation, and keeps a subscription from being run as a query. What was stopped before ends here, but
    /// for a mutation: whoever sends one and goes wants it done.
    /// </summary>
    public ExecutionError? Admit(OperationType operationType)
    {
        lock (gate)
        {
            type = operationType;
            IsSubscription = type == OperationType.Subscription;
            if (isStopped && type != OperationType.Mutation)
            {
                stopping.Cancel();
            }
        }

        return IsSubscription ? new ExecutionError("A subscription is followed, not run.") : null;
    }

    /// <summary>No answer is sent from now on. A mutation is run to its end all the same: half of one helps nobody.</summary>
    public void Stop()
    {
        lock (gate)
        {
            isStopped = true;
            if (type is null or OperationType.Mutation)
            {
                return;
            }
        }

        stopping.Cancel();
    }
}
