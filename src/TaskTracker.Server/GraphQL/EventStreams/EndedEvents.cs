using GraphQL;
using TaskTracker.Server.GraphQL.Subscriptions;

namespace TaskTracker.Server.GraphQL.EventStreams;

/// <summary>A subscription's events, where one that must end early just ends and <see cref="Ending"/> tells why.</summary>
internal sealed class EndedEvents(IAsyncEnumerable<SubscriptionEvent> events) : IAsyncEnumerable<SubscriptionEvent>
{
    /// <summary>What is left to tell the client when the events have ended; null when they are complete.</summary>
    public ExecutionResult? Ending { get; private set; }

    // An iterator cannot catch around its yield, hence by hand.
    public async IAsyncEnumerator<SubscriptionEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await using var source = events.GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(source))
        {
            yield return source.Current;
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<SubscriptionEvent> source)
    {
        try
        {
            return await source.MoveNextAsync();
        }
        catch (SubscriptionEndedException ended)
        {
            Ending = ended.Result;
            return false;
        }
    }
}
