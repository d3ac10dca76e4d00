using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.WebSockets;

/// <summary>A client that says exactly what a test tells it to.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));

    private SocketClient()
    {
    }

    public static async Task<SocketClient> OpenAsync(TrackerServer server, string? protocol = "graphql-transport-ws")
    {
        var client = new SocketClient();
        if (protocol is not null)
        {
            client.socket.Options.AddSubProtocol(protocol);
        }

        client.socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await client.socket.ConnectAsync(new Uri($"ws://{server.Client.BaseAddress!.Authority}/graphql"), client.patience.Token);
        return client;
    }

    /// <summary>Opens and is acknowledged.</summary>
    public static async Task<SocketClient> InitialisedAsync(TrackerServer server)
    {
        var client = await OpenAsync(server);
        await client.SendAsync("""{"type":"connection_init"}""");
        Assert.Equal("connection_ack", (string?)(await client.ReadAsync())["type"]);
        return client;
    }

    public Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message));

    public Task SendAsync(byte[] message, WebSocketMessageType type = WebSocketMessageType.Text, bool end = true) =>
        socket.SendAsync(message, type, end, patience.Token);

    public Task SubscribeAsync(string id, string query, object? variables = null) =>
        SendAsync(JsonSerializer.Serialize(new { type = "subscribe", id, payload = new { query, variables } }));

    /// <summary>The next message; fails when the socket closes instead.</summary>
    public async Task<JsonObject> ReadAsync() =>
        await ReceiveAsync() ?? throw new InvalidOperationException($"Closed with {(int?)socket.CloseStatus} {socket.CloseStatusDescription}.");

    /// <summary>The messages of an operation up to its <c>complete</c> or <c>error</c>; others are passed over.</summary>
    public async Task<List<JsonObject>> ReadToEndAsync(string id)
    {
        var messages = new List<JsonObject>();
        while (true)
        {
            var message = await ReadAsync();
            if ((string?)message["id"] == id)
            {
                messages.Add(message);
                if ((string?)message["type"] is "complete" or "error")
                {
                    return messages;
                }
            }
        }
    }

    /// <summary>Reads on until the server closes, and answers with what it said.</summary>
    public async Task<string> ClosedAsync()
    {
        while (await ReceiveAsync() is not null)
        {
        }

        return $"{(int?)socket.CloseStatus} {socket.CloseStatusDescription}";
    }

    /// <summary>The same, and <paramref name="dropped"/> when the connection ended without a close frame.</summary>
    public async Task<string> ClosedOrDroppedAsync(string dropped)
    {
        try
        {
            return await ClosedAsync();
        }
        catch (WebSocketException)
        {
            return dropped;
        }
    }

    /// <summary>Goes without a word.</summary>
    public void Drop() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        patience.Dispose();
        return default;
    }

    private async Task<JsonObject?> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var piece = await socket.ReceiveAsync(buffer, patience.Token);
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                return null;
            }

            message.Write(buffer, 0, piece.Count);
            if (piece.EndOfMessage)
            {
                return JsonNode.Parse(message.ToArray())!.AsObject();
            }
        }
    }
}
