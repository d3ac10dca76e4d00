using System.Runtime.CompilerServices;
using GraphQL;
using GraphQLParser.AST;
using TaskTracker.Core.Changes;
using TaskTracker.Schema;
using TaskTracker.Schema.Changes;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>
/// Subscribes to the change log, whichever transport asks. A subscription is a place in the log that moves on: it reads what
/// comes after, runs the operation once for each change that it wants, and waits when there is nothing more.
/// </summary>
internal sealed class Subscriber(GraphQLExecutor executor, SharedOperations operations, ChangeReader reader, ChangeFeed feed)
{
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<Subscribing> SubscribeAsync(GraphQLRequest request, IServiceProvider services, CancellationToken cancellationToken)
    {
        var wanted = new ChangeSubscription();
        var probe = await executor.ExecuteAsync(request, RefuseOthers, services, cancellationToken, wanted);
        if (wanted.Filter is not { } filter)
        {
            return Refuse(probe.Errors!);
        }

        // Now means now: what is committed from here on is delivered.
        var after = wanted.After is null ? new ChangePlace(await reader.FindHeadAsync(cancellationToken)) : await reader.FindAsync(wanted.After, "after", cancellationToken);
        if (!after.Succeeded)
        {
            return Refuse([new RefusedException(after.Failures[0])]);
        }

        long? last = null;
        if (wanted.Until is not null)
        {
            var until = await reader.FindAsync(wanted.Until, "until", cancellationToken);
            if (!until.Succeeded)
            {
                return Refuse([new RefusedException(until.Failures[0])]);
            }

            last = until.Value.Sequence;
        }

        return new(FollowAsync(request, filter, after.Value.Sequence, last, CancellationToken.None), null);
    }

    private static CodedError? RefuseOthers(OperationType type) => type == OperationType.Subscription ? null : new(
        ErrorCodes.OperationTypeNotSupported, "This is not a subscription.");

    private static Subscribing Refuse(ExecutionErrors errors) => new(null, new ExecutionResult { Errors = errors });

    private async IAsyncEnumerable<SubscriptionEvent> FollowAsync(
        GraphQLRequest request, ChangeFilter filter, long place, long? last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var operation = operations.Share(request);
        while (last is null || place < last)
        {
            var changes = await feed.ReadAfterAsync(place, cancellationToken);
            if (!changes.Succeeded)
            {
                throw new SubscriptionEndedException(new ExecutionResult { Errors = [new RefusedException(changes.Failures[0])] });
            }

            foreach (var change in changes.Value)
            {
                if (change.Sequence > last)
                {
                    yield break;
                }

                place = change.Sequence;
                if (filter.Matches(change))
                {
                    yield return new(reader.CursorOf(place), await operation.Value.PayloadAsync(change).WaitAsync(cancellationToken));
                }
            }
        }
    }
}
