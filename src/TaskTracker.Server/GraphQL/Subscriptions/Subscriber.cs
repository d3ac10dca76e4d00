using System.Runtime.CompilerServices;
using GraphQL;
using GraphQLParser.AST;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Schema;
using TaskTracker.Schema.Changes;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.Operations;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>
/// Subscribes to the change log, whichever transport asks. A subscription is a place in the log that moves on: it reads what
/// comes after, runs the operation once for each change that it wants, and waits when there is nothing more.
/// </summary>
internal sealed class Subscriber(GraphQLExecutor executor, SharedOperations operations, ChangeFollower follower, ActiveSubscriptions active)
{
    /// <param name="request">The subscription.</param>
    /// <param name="actor">Who subscribes.</param>
    /// <param name="services">The services of the request.</param>
    /// <param name="cancellationToken">Ends the attempt, not the subscription.</param>
    /// <param name="lastEventId">The cursor of the last event that the client had over a transport that remembers it; wins over <c>after</c>.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Subscribing> SubscribeAsync(
        GraphQLRequest request, Actor actor, IServiceProvider services, CancellationToken cancellationToken, string? lastEventId = null)
    {
        var wanted = new ChangeSubscription();
        var probe = await executor.ExecuteAsync(request, actor, RefuseOthers, services, cancellationToken, wanted);
        if (wanted.Filter is not { } filter)
        {
            return Refuse(probe.Errors!);
        }

        var following = lastEventId is null
            ? await follower.BeginAsync(actor, filter, wanted.After, "after", wanted.Until, cancellationToken)
            : await follower.BeginAsync(actor, filter, lastEventId, LastEventId.Header, wanted.Until, cancellationToken);
        return following.Succeeded
            ? new(RunAsync(request, actor, following.Value, CancellationToken.None), null)
            : Refuse([new RefusedException(following.Failures[0])]);
    }

    private static CodedError? RefuseOthers(OperationType type) => type == OperationType.Subscription ? null : new(
        ErrorCodes.OperationTypeNotSupported, "This is not a subscription.");

    private static Subscribing Refuse(ExecutionErrors errors) => new(null, new ExecutionResult { Errors = errors });

    private async IAsyncEnumerable<SubscriptionEvent> RunAsync(
        GraphQLRequest request, Actor actor, Following following, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var counted = active.Count();
        using var operation = operations.Share(request, actor);
        await foreach (var changes in following.ReadAsync(cancellationToken))
        {
            if (!changes.Succeeded)
            {
                throw new SubscriptionEndedException(new ExecutionResult { Errors = [new RefusedException(changes.Failures[0])] });
            }

            foreach (var change in changes.Value)
            {
                yield return new(follower.CursorOf(change), await operation.Value.PayloadAsync(change).WaitAsync(cancellationToken));
            }
        }
    }
}
