using GraphQL;
using GraphQLParser.AST;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Schema;
using TaskTracker.Schema.Changes;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.LiveChanges;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>
/// Subscribes to the change log, whichever transport asks. A subscription is a place in the log that moves on: it reads what
/// comes after, runs the operation once for each change that it wants, and waits when there is nothing more.
/// </summary>
internal sealed class Subscriber(GraphQLExecutor executor, ChangeFollower follower, SharedFollowings followings, IServiceProvider root)
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
        var probe = await executor.ExecuteAsync(request, actor, RefuseOthers, services, wanted, cancellationToken);
        if (wanted.Filter is not { } filter)
        {
            return new(null, probe.Errors is null ? probe : new() { Errors = probe.Errors });
        }

        var following = lastEventId is null
            ? await follower.BeginAsync(actor, filter, wanted.After, "after", wanted.Until, cancellationToken)
            : await follower.BeginAsync(actor, filter, lastEventId, LastEventId.Header, wanted.Until, cancellationToken);
        if (!following.Succeeded)
        {
            return new(null, Refusal(following.Failures[0]));
        }

        var operation = new SharedOperation(executor, request, actor, follower, root);
        return new(followings.FollowAsync(following.Value, operation.Key(), operation, CancellationToken.None), null);
    }

    /// <summary>What to tell the client of a refusal, before the first event or after the last.</summary>
    public static ExecutionResult Refusal(Failure failure) => new() { Errors = [new RefusedException(failure)] };

    private static CodedError? RefuseOthers(OperationType type) => type == OperationType.Subscription ? null : new(
        ErrorCodes.OperationTypeNotSupported, "This is not a subscription.");
}

/// <summary>What came of a request to subscribe: events, or the reason why there are none.</summary>
/// <param name="Events">
/// The events in order, some at a time; ends after <c>until</c>, never by itself otherwise. A refusal is the last that comes. They are pulled by
/// the transport, so a slow client slows nobody else.
/// </param>
/// <param name="Refusal">A result with errors and no data.</param>
internal sealed record Subscribing(IAsyncEnumerable<Result<ChangeEvent[]>>? Events, ExecutionResult? Refusal);
