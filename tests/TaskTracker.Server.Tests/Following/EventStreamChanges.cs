using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Following;

/// <summary>Over GraphQL's server-sent events.</summary>
/// <param name="server">The server's address.</param>
/// <param name="client">Makes the connections.</param>
/// <param name="selection">What to select of a change.</param>
public sealed class EventStreamChanges(Uri server, HttpClient client, string selection = Applied.Selection) : ChangeSource
{
    private readonly string query = Subscription(selection);

    public override async IAsyncEnumerable<Applied> FollowAsync(string after, string? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/graphql"))
        {
            Content = JsonContent.Create(new { query, variables = new { after, until } }),
        };
        using var stream = await EventStreamReader.OpenAsync(client, request, cancellationToken: cancellationToken);
        stream.Response.EnsureSuccessStatusCode();
        while (await stream.ReadAsync() is { Event: not "complete" } next)
        {
            yield return Read(next.Json);
        }
    }
}
