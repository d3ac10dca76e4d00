using System.Net;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Limits;

/// <summary>Whom limits hold for.</summary>
internal sealed class LimitedClients(IOptions<LimitOptions> options)
{
    private readonly IPNetwork[] exempt = [.. options.Value.Exempt.Select(NetworkAttribute.Parse)];

    /// <summary>What an address is counted as; null when no limit holds for it.</summary>
    public IPAddress? Of(IPAddress? address)
    {
        var client = ClientNetwork.Of(address);
        if (client is null || (exempt.Length == 0 && IPAddress.IsLoopback(address!)))
        {
            return null;
        }

        foreach (var network in exempt)
        {
            if (network.Contains(address!.IsIPv4MappedToIPv6 ? client : address))
            {
                return null;
            }
        }

        return client;
    }
}
