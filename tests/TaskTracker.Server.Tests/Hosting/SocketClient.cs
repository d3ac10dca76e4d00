using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>A client that says exactly what a test tells it to.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[4096];
    private readonly CancellationTokenSource patience;

    private SocketClient(CancellationToken cancellationToken)
    {
        patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!cancellationToken.CanBeCanceled)
        {
            patience.CancelAfter(Bound);
        }
    }

    public static Task<SocketClient> OpenAsync(TrackerServer server, string? protocol = "graphql-transport-ws") =>
        OpenAsync(server.Client.BaseAddress!, protocol, null, null, default);

    /// <summary>The same with a server of any kind.</summary>
    public static Task<SocketClient> OpenAsync(Uri server) => OpenAsync(server, "graphql-transport-ws", null, null, default);

    /// <summary>Opens and is acknowledged.</summary>
    public static Task<SocketClient> InitialisedAsync(TrackerServer server) => InitialisedAsync(server.Client.BaseAddress!, null, default);

    /// <summary>The same with a server of any kind.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="connection">Makes the connection; null for an ordinary one.</param>
    /// <param name="cancellationToken">Ends the client. Without one it lives for half a minute.</param>
    public static async Task<SocketClient> InitialisedAsync(Uri server, HttpClient? connection, CancellationToken cancellationToken) =>
        await (await OpenAsync(server, "graphql-transport-ws", connection, null, cancellationToken)).InitialiseAsync(null);

    /// <summary>Opens with a credential in the handshake or in <c>connection_init</c>, and is acknowledged.</summary>
    public static Task<SocketClient> SignedInAsync(TrackerServer server, string? handshake = null, object? connectionParams = null) =>
        SignedInAsync(server.Client.BaseAddress!, handshake, connectionParams);

    /// <summary>The same with a server of any kind.</summary>
    public static async Task<SocketClient> SignedInAsync(Uri server, string? handshake = null, object? connectionParams = null) =>
        await (await OpenAsync(server, "graphql-transport-ws", null, handshake, default)).InitialiseAsync(connectionParams);

    public Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message));

    public Task SendAsync(byte[] message, WebSocketMessageType type = WebSocketMessageType.Text, bool end = true) =>
        socket.SendAsync(message, type, end, patience.Token);

    public Task SubscribeAsync(string id, string query, object? variables = null) =>
        SendAsync(JsonSerializer.Serialize(new { type = "subscribe", id, payload = new { query, variables } }));

    public Task CompleteAsync(string id) => SendAsync(JsonSerializer.Serialize(new { type = "complete", id }));

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

    private async Task<SocketClient> InitialiseAsync(object? connectionParams)
    {
        await SendAsync(JsonSerializer.Serialize(new { type = "connection_init", payload = connectionParams }));
        Assert.Equal("connection_ack", (string?)(await ReadAsync())["type"]);
        return this;
    }

    private async Task<JsonObject?> ReceiveAsync()
    {
        using var message = new MemoryStream();
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

    private static async Task<SocketClient> OpenAsync(
        Uri server, string? protocol, HttpClient? connection, string? credential, CancellationToken cancellationToken)
    {
        var client = new SocketClient(cancellationToken);
        if (credential is not null)
        {
            client.socket.Options.SetRequestHeader("Authorization", $"Bearer {credential}");
        }

        if (protocol is not null)
        {
            client.socket.Options.AddSubProtocol(protocol);
        }

        client.socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await client.socket.ConnectAsync(new Uri($"ws://{server.Authority}/graphql"), connection, client.patience.Token);
        return client;
    }
}
