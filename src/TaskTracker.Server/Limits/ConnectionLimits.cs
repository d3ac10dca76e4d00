using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.Limits;

/// <summary>How many connections a client may keep open: WebSockets and event streams, counted together by address and by user.</summary>
internal sealed class ConnectionLimits(LimitedClients clients, IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> addresses = AtOnce<IPAddress>(options.Value.ConnectionsPerAddress);
    private readonly PartitionedRateLimiter<int> users = AtOnce<int>(options.Value.ConnectionsPerUser);

    /// <summary>What the client is told.</summary>
    public static CodedError Refusal =>
        new(ErrorCodes.TooManyConnections, "You have as many WebSockets and event streams open as this server allows. Close some, or send more subscriptions over one WebSocket.");

    /// <summary>Counts a connection until it is disposed; null when there are too many.</summary>
    public ClientConnection? TryOpen(Caller caller)
    {
        if (clients.Of(caller.Address) is not { } client)
        {
            return new(null, null);
        }

        var lease = addresses.AttemptAcquire(client);
        var connection = new ClientConnection(lease, users);
        if (lease.IsAcquired && connection.TryBelongTo(caller.SignedIn?.Identity))
        {
            return connection;
        }

        connection.Dispose();
        return null;
    }

    public void Dispose()
    {
        addresses.Dispose();
        users.Dispose();
    }

    private static PartitionedRateLimiter<T> AtOnce<T>(int connections)
        where T : notnull => PartitionedRateLimiter.Create<T, T>(key => connections == 0
            ? RateLimitPartition.GetNoLimiter(key)
            : RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = connections }));
}

/// <summary>A connection that is counted.</summary>
/// <param name="byAddress">Its place among those of the address; null when none is counted.</param>
/// <param name="users">Those of users; null when none is counted.</param>
internal sealed class ClientConnection(RateLimitLease? byAddress, PartitionedRateLimiter<int>? users) : IDisposable
{
    private RateLimitLease? byUser;

    /// <summary>Counts it among those of a user too, once it is known whose it is; false when there are too many.</summary>
    public bool TryBelongTo(Identity? user)
    {
        if (user is null || users is null || byUser is not null)
        {
            return true;
        }

        byUser = users.AttemptAcquire(user.UserId);
        return byUser.IsAcquired;
    }

    public void Dispose()
    {
        byUser?.Dispose();
        byAddress?.Dispose();
    }
}
