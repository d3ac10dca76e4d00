using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Following;

/// <summary>A door through which the change log is followed.</summary>
public abstract class ChangeSource
{
    /// <summary>
    /// The changes after a cursor, up to and with <paramref name="until"/> when it is given. Nothing is read from the connection but
    /// what is asked for. Throws <see cref="ChangesPrunedException"/> where the server says so, and one of the connection's own exceptions where it ends.
    /// </summary>
    public abstract IAsyncEnumerable<Applied> FollowAsync(string after, string? until, CancellationToken cancellationToken);

    /// <summary>The change in a result of <c>onTaskChanged</c>.</summary>
    internal static Applied Read(JsonNode result) =>
        result["data"]?["onTaskChanged"] is { } change ? Applied.OfGraphQL(change) : throw Refusal(result["errors"]?[0], result);

    /// <summary>What to throw for an error.</summary>
    internal static Exception Refusal(JsonNode? error, JsonNode whole) => (string?)error?["extensions"]?["code"] == "CURSOR_EXPIRED"
        ? new ChangesPrunedException((string)error["extensions"]!["oldest"]!)
        : new InvalidDataException(whole.ToJsonString());

    /// <summary>A subscription of GraphQL.</summary>
    internal static string Subscription(string selection) =>
        $"subscription ($after: String, $until: String) {{ onTaskChanged(after: $after, until: $until) {{ {selection} }} }}";
}

/// <summary>The server says <c>CURSOR_EXPIRED</c>.</summary>
public sealed class ChangesPrunedException(string oldest) : Exception($"The oldest cursor that works is {oldest}.")
{
    /// <summary>The oldest cursor that works.</summary>
    public string Oldest => oldest;
}
