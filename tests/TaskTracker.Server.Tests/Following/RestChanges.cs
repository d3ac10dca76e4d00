using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Following;

/// <summary>Over <c>/tasks/events</c>.</summary>
/// <param name="server">The server's address.</param>
/// <param name="client">Makes the connections.</param>
public sealed class RestChanges(Uri server, HttpClient client) : ChangeSource
{
    public override async IAsyncEnumerable<Applied> FollowAsync(string after, string? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var address = new Uri(server, "/tasks/events" + (until is null ? "" : $"?until={until}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var stream = await EventStreamReader.OpenAsync(client, request, after, cancellationToken);
        if (stream.Response.StatusCode == HttpStatusCode.Gone)
        {
            throw new ChangesPrunedException((string)JsonNode.Parse(await stream.ReadBodyAsync())!["oldest"]!);
        }

        stream.Response.EnsureSuccessStatusCode();
        while (await stream.ReadAsync() is { } next)
        {
            yield return next.Event == "error" ? throw new ChangesPrunedException((string)next.Json["oldest"]!) : Applied.OfRest(next.Json);
        }
    }
}
