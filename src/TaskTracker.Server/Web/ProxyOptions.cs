using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;

namespace TaskTracker.Server.Web;

/// <summary>What stands between the server and its clients; section <c>Proxy</c>.</summary>
internal sealed class ProxyOptions
{
    public const string Section = "Proxy";

    [Description("The addresses or networks of the proxies in front of the server, whose X-Forwarded-For and X-Forwarded-Proto are believed. When not set: none.")]
    [Network(ErrorMessage = "an address such as 10.0.0.7, or a network such as 10.0.0.0/24")]
    public List<string> Trusted { get; } = [];

    [Description("For how many days browsers that came over HTTPS are told to use nothing else for this host, whatever the port (HSTS); 0 for not at all. Never said in Development.")]
    [Range(0, 730)]
    public int HstsDays { get; set; } = 30;
}

/// <summary>An IP address, or a network with its prefix length.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworkAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is string text && (IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _));

    /// <summary>The network that a valid text means; an address is a network of one.</summary>
    public static IPNetwork Parse(string text) =>
        IPAddress.TryParse(text, out var address) ? new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) : IPNetwork.Parse(text);
}
