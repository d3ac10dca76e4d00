using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Limits;

/// <summary>How much one client may ask of the server; section <c>RateLimits</c>.</summary>
internal sealed class LimitOptions
{
    public const string Section = "RateLimits";

    [Description("How many requests one address may send in a minute, at once or spread over it; each entry of a batch and each operation over a WebSocket counts as one. 0 for no limit.")]
    [Range(0, 100_000_000)]
    public int RequestsPerAddress { get; set; } = 12_000;

    [Description("The same for one user, whatever addresses and API keys they use.")]
    [Range(0, 100_000_000)]
    public int RequestsPerUser { get; set; } = 6_000;

    [Description("How many WebSockets and event streams one address may have open. 0 for no limit.")]
    [Range(0, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 1_000;

    [Description("The same for one user.")]
    [Range(0, 1_000_000)]
    public int ConnectionsPerUser { get; set; } = 200;

    [Description("Addresses and networks for which these limits do not hold. When not set: the server's own machine, loopback.")]
    [Network(ErrorMessage = "an address such as 10.0.0.7, or a network such as 10.0.0.0/24")]
    public List<string> Exempt { get; } = [];

    [Description("How many attempts to sign in to one account are let through from one address, in SignInMinutes. Nobody is exempt.")]
    [Range(1, 1_000)]
    public int SignInsPerAccount { get; set; } = 10;

    [Description("How many attempts to sign in are let through from one address altogether, in SignInMinutes.")]
    [Range(1, 1_000_000)]
    public int SignInsPerAddress { get; set; } = 100;

    [Description("How many attempts to sign up are let through from one address, in SignInMinutes.")]
    [Range(1, 1_000_000)]
    public int SignUpsPerAddress { get; set; } = 10;

    [Description("The minutes for which attempts to sign in and up are counted.")]
    [Range(1, 1_440)]
    public int SignInMinutes { get; set; } = 5;
}
