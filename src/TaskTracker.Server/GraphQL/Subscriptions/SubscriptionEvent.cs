using GraphQL;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>One answer of a subscription.</summary>
/// <param name="Cursor">The change's cursor: who has handled the event continues after it.</param>
/// <param name="Payload">The execution result as JSON in UTF-8; shared by all subscribers of the same operation, so never write to it.</param>
internal readonly record struct SubscriptionEvent(string Cursor, ReadOnlyMemory<byte> Payload);

/// <summary>What came of a request to subscribe: events, or the reason why there are none.</summary>
/// <param name="Events">
/// The events in order; ends after <c>until</c>, never by itself otherwise. Throws <see cref="SubscriptionEndedException"/> when it must
/// end early. Each is pulled by the transport, so a slow client slows nobody else.
/// </param>
/// <param name="Refusal">A result with errors and no data.</param>
internal sealed record Subscribing(IAsyncEnumerable<SubscriptionEvent>? Events, ExecutionResult? Refusal);

/// <summary>A subscription ends before its time; <see cref="Result"/> tells the client why.</summary>
internal sealed class SubscriptionEndedException(ExecutionResult result) : Exception("The subscription has ended.")
{
    /// <summary>A result with errors and no data.</summary>
    public ExecutionResult Result { get; } = result;
}
