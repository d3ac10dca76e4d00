using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace TaskTracker.Core.Accounts;

/// <summary>What of an address tells one client from another, for counting.</summary>
public static class ClientNetwork
{
    private const int PrefixBytes = 8;

    /// <summary>
    /// An IPv4 address as it is, also when it comes written as IPv6. Of an IPv6 address the first 64 bits: the rest is the client's own to choose, and
    /// whoever counted whole addresses would count nothing.
    /// </summary>
    [return: NotNullIfNotNull(nameof(address))]
    public static IPAddress? Of(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 })
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[PrefixBytes..].Clear();
        return new(bytes);
    }
}
