using System.Runtime.CompilerServices;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Following;

/// <summary>Over graphql-transport-ws, on a socket for each subscription.</summary>
/// <param name="server">The server's address.</param>
/// <param name="connection">Makes the connections; null for ordinary ones.</param>
/// <param name="selection">What to select of a change.</param>
public sealed class WebSocketChanges(Uri server, HttpClient? connection = null, string selection = Applied.Selection) : ChangeSource
{
    private readonly string subscription = Subscription(selection);

    public override async IAsyncEnumerable<Applied> FollowAsync(string after, string? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var client = await SocketClient.InitialisedAsync(server, connection, cancellationToken);
        await client.SubscribeAsync("1", subscription, new { after, until });
        while (true)
        {
            var message = await client.ReadAsync();
            switch ((string?)message["type"])
            {
                case "next":
                    yield return Read(message["payload"]!);
                    break;
                case "ping":
                    await client.SendAsync("""{"type":"pong"}""");
                    break;
                case "complete":
                    yield break;
                default:
                    throw Refusal(message["payload"]?[0], message);
            }
        }
    }
}
