using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>A change as a follower applied it.</summary>
public sealed record Applied(string Cursor, string TaskId, int Version);

/// <summary>
/// A subscriber as a careful client would be: it applies changes in order, remembers the cursor of the last one, and goes on after it
/// whenever the connection ends, for whatever reason.
/// </summary>
public abstract class Follower(Uri server, string start)
{
    private const string Subscription = "subscription ($after: String) { onTaskChanged(after: $after) { cursor taskId taskVersion } }";

    private readonly List<Applied> applied = [];

    protected Uri Server => server;

    /// <summary>Everything that was applied, in order. Read it when the follower has ended.</summary>
    public IReadOnlyList<Applied> Applied => applied;

    /// <summary>How often it connected.</summary>
    public int Connections { get; private set; }

    private string Cursor => applied.Count == 0 ? start : applied[^1].Cursor;

    /// <summary>Follows until the change of this cursor has been applied; drops its own connection now and then.</summary>
    /// <param name="end">The cursor to end at, once it is known.</param>
    /// <param name="endIsKnown">Cancelled when <paramref name="end"/> is known, so that who is there already need not wait for more.</param>
    /// <param name="random">Decides when to drop the connection.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task RunAsync(Task<string> end, Random random, CancellationToken endIsKnown, CancellationToken cancellationToken)
    {
        while (!IsAt(end))
        {
            using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.IsCompleted ? default : endIsKnown);
            try
            {
                Connections++;
                var patience = random.Next(1, 400);
                await foreach (var change in FollowAsync(Cursor, round.Token))
                {
                    applied.Add(change);
                    if (IsAt(end) || --patience == 0)
                    {
                        break;
                    }
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The end is known: look whether this is it.
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or WebSocketException or InvalidOperationException)
            {
                // The server was killed, or is not back yet.
                await Polling.PauseAsync(cancellationToken);
            }
        }
    }

    /// <summary>The changes after a cursor, for as long as the connection lasts.</summary>
    protected abstract IAsyncEnumerable<Applied> FollowAsync(string after, CancellationToken cancellationToken);

    protected static JsonObject Request(string after) => new() { ["query"] = Subscription, ["variables"] = new JsonObject { ["after"] = after } };

    protected static Applied Read(JsonNode result)
    {
        var change = result["data"]?["onTaskChanged"] ?? throw new InvalidDataException(result.ToJsonString());
        return new((string)change["cursor"]!, (string)change["taskId"]!, (int)change["taskVersion"]!);
    }

    private bool IsAt(Task<string> end) => end.IsCompleted && string.CompareOrdinal(Cursor, end.Result) >= 0;
}

/// <summary>Follows over graphql-transport-ws.</summary>
public sealed class WebSocketFollower(Uri server, string start) : Follower(server, start)
{
    protected override async IAsyncEnumerable<Applied> FollowAsync(string after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(new Uri(Server, "/graphql")) { Scheme = "ws" }.Uri, cancellationToken);
        await SendAsync(socket, new JsonObject { ["type"] = "connection_init" }, cancellationToken);
        while (await ReceiveAsync(socket, cancellationToken) is { } message)
        {
            switch ((string?)message["type"])
            {
                case "connection_ack":
                    await SendAsync(socket, new JsonObject { ["id"] = "1", ["type"] = "subscribe", ["payload"] = Request(after) }, cancellationToken);
                    break;
                case "ping":
                    await SendAsync(socket, new JsonObject { ["type"] = "pong" }, cancellationToken);
                    break;
                case "next":
                    yield return Read(message["payload"]!);
                    break;
                default:
                    throw new InvalidDataException(message.ToJsonString());
            }
        }
    }

    private static Task SendAsync(ClientWebSocket socket, JsonObject message, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    private static async Task<JsonNode?> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer, cancellationToken);
            message.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return received.MessageType == WebSocketMessageType.Close ? null : JsonNode.Parse(message.ToArray());
    }
}

/// <summary>Follows server-sent events of GraphQL.</summary>
public sealed class EventStreamFollower(Uri server, string start) : Follower(server, start)
{
    protected override IAsyncEnumerable<Applied> FollowAsync(string after, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server, "/graphql"))
        {
            Content = new StringContent(Request(after).ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");
        return EventStream.ReadAsync(request, data => Read(JsonNode.Parse(data)!), cancellationToken);
    }
}

/// <summary>Follows <c>/tasks/events</c>.</summary>
public sealed class RestFollower(Uri server, string start) : Follower(server, start)
{
    protected override IAsyncEnumerable<Applied> FollowAsync(string after, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server, "/tasks/events"));
        request.Headers.Add("Last-Event-ID", after);
        return EventStream.ReadAsync(
            request,
            data =>
            {
                using var change = JsonDocument.Parse(data);
                return new Applied(
                    change.RootElement.GetProperty("cursor").GetString()!,
                    Convert.ToBase64String(Encoding.UTF8.GetBytes($"Task:{change.RootElement.GetProperty("task_id").GetInt32()}")),
                    change.RootElement.GetProperty("task_version").GetInt32());
            },
            cancellationToken);
    }
}
