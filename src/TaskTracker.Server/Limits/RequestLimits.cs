using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.Limits;

/// <summary>
/// How many requests a client may send, counted by address and by user in buckets that fill up again evenly (token buckets). What one process
/// counts is in .NET's own <see cref="PartitionedRateLimiter{TResource}"/>; one that is shared between processes would take its place here.
/// </summary>
internal sealed class RequestLimits(LimitedClients clients, IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> addresses = PerMinute<IPAddress>(options.Value.RequestsPerAddress);
    private readonly PartitionedRateLimiter<int> users = PerMinute<int>(options.Value.RequestsPerUser);

    /// <summary>Counts what comes from an address, before anybody knows who sends it.</summary>
    /// <returns>How long to wait before the next attempt; null when there is no need to.</returns>
    public ValueTask<TimeSpan?> TakeAsync(IPAddress? address, int count = 1) =>
        clients.Of(address) is { } client ? TakeAsync(addresses, client, Math.Min(count, options.Value.RequestsPerAddress)) : default;

    /// <summary>Counts what a user sends; nothing for somebody who did not sign in.</summary>
    /// <returns>How long to wait before the next attempt; null when there is no need to.</returns>
    public ValueTask<TimeSpan?> TakeAsync(Identity? user, IPAddress? address, int count = 1) =>
        user is not null && clients.Of(address) is not null ? TakeAsync(users, user.UserId, Math.Min(count, options.Value.RequestsPerUser)) : default;

    /// <summary>Counts what an actor sends in a request that has been let through already: the rest of a batch, an operation over a WebSocket.</summary>
    /// <returns>How long to wait before the next attempt; null when there is no need to.</returns>
    public async ValueTask<TimeSpan?> TakeAsync(Actor actor, int count = 1) =>
        await TakeAsync(actor.Address, count) ?? await TakeAsync(actor.Identity, actor.Address, count);

    /// <summary>What a client is told.</summary>
    public static CodedError Refusal(TimeSpan retryAfter)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds));
        return new(ErrorCodes.RateLimited, $"There were too many requests. Try again in {seconds} {(seconds == 1 ? "second" : "seconds")}.") { RetryAfterSeconds = seconds };
    }

    public void Dispose()
    {
        addresses.Dispose();
        users.Dispose();
    }

    private static async ValueTask<TimeSpan?> TakeAsync<T>(PartitionedRateLimiter<T> limiter, T key, int count)
    {
        using var lease = await limiter.AcquireAsync(key, count);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<T> PerMinute<T>(int requests)
        where T : notnull
    {
        if (requests == 0)
        {
            return PartitionedRateLimiter.Create<T, bool>(_ => RateLimitPartition.GetNoLimiter(true));
        }

        var each = Math.Max(1, requests / 60);
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = requests,
            TokensPerPeriod = each,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) * each / requests,
        };
        return PartitionedRateLimiter.Create<T, T>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => bucket));
    }
}
