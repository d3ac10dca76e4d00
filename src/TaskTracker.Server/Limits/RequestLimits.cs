using System.Net;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.Limits;

/// <summary>How many requests a client may send, counted by address and by user (<see cref="RequestBuckets"/>).</summary>
internal sealed class RequestLimits(LimitedClients clients, RequestBuckets buckets, IOptions<LimitOptions> options)
{
    /// <summary>Counts what comes from an address, before anybody knows who sends it.</summary>
    /// <returns>How long to wait before the next attempt; null when there is no need to.</returns>
    public TimeSpan? Take(IPAddress? address, int count = 1) =>
        options.Value.RequestsPerAddress is var size and > 0 && clients.Of(address) is { } client ? buckets.Take($"{client}", size, Math.Min(count, size)) : null;

    /// <summary>Counts what a user sends; nothing for somebody who did not sign in.</summary>
    /// <returns>How long to wait before the next attempt; null when there is no need to.</returns>
    public TimeSpan? Take(Identity? user, IPAddress? address, int count = 1) =>
        options.Value.RequestsPerUser is var size and > 0 && user is not null && clients.Of(address) is not null ? buckets.Take($"user {user.UserId}", size, Math.Min(count, size)) : null;

    /// <summary>Counts what an actor sends in a request that has been let through already: the rest of a batch, an operation over a WebSocket.</summary>
    /// <returns>How long to wait before the next attempt; null when there is no need to.</returns>
    public TimeSpan? Take(Actor actor, int count = 1) => Take(actor.Address, count) ?? Take(actor.Identity, actor.Address, count);

    /// <summary>What a client is told.</summary>
    public static CodedError Refusal(TimeSpan retryAfter)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds));
        return new(ErrorCodes.RateLimited, $"There were too many requests. Try again in {seconds} {(seconds == 1 ? "second" : "seconds")}.") { RetryAfterSeconds = seconds };
    }
}
