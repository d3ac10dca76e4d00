using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Limits;

/// <summary>How many connections one address and one user may keep open, of all kinds together.</summary>
public sealed class ConnectionLimitTests
{
    private const string Forever = "subscription { onTaskChanged { cursor } }";

    [Fact]
    public async Task An_address_has_so_many_connections_and_no_more_until_one_is_closed()
    {
        await using var server = TrackerServer.With(new() { ["RateLimits:ConnectionsPerAddress"] = "3", ["RateLimits:Exempt:0"] = "192.0.2.1" });
        await using var socket = await SocketClient.InitialisedAsync(server);
        using var changes = await OpenAsync(server, "/tasks/events");
        using var subscription = await OpenAsync(server, "/graphql");
        Assert.Equal(HttpStatusCode.OK, changes.StatusCode);
        Assert.Equal(HttpStatusCode.OK, subscription.StatusCode);

        foreach (var path in (string[])["/tasks/events", "/graphql"])
        {
            using var refused = await OpenAsync(server, path);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            var body = (await refused.Content.ReadFromJsonAsync<JsonNode>())!;
            Assert.Equal("TOO_MANY_CONNECTIONS", (string?)body["code"] ?? (string?)body["errors"]![0]!["extensions"]!["code"]);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await HandshakeAsync(server));
        // Requests that end by themselves are none of them.
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/tasks/")).StatusCode);

        socket.Drop();
        using var again = await Polling.UntilAsync(async () => await OpenAsync(server, "/tasks/events") is { IsSuccessStatusCode: true } open ? open : null);
    }

    [Fact]
    public async Task A_user_has_so_many_whatever_address_they_come_from()
    {
        await using var server = TrackerServer.With(new() { ["RateLimits:ConnectionsPerUser"] = "2", ["Proxy:Trusted:0"] = "127.0.0.1" });
        var (alice, bob) = ((await server.SignUpAsync("alice")).AccessToken, (await server.SignUpAsync("bob")).AccessToken);
        using var first = await OpenAsync(server, "/tasks/events", alice, "203.0.113.1");
        using var second = await OpenAsync(server, "/graphql", alice, "203.0.113.2");
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await OpenAsync(server, "/tasks/events", alice, "203.0.113.3")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, await HandshakeAsync(server, alice, "203.0.113.3"));
        Assert.Equal(HttpStatusCode.OK, (await OpenAsync(server, "/tasks/events", bob, "203.0.113.1")).StatusCode);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await HandshakeAsync(server, null, "203.0.113.3"));
    }

    [Fact]
    public async Task A_socket_whose_user_is_known_only_later_is_closed_then()
    {
        await using var server = TrackerServer.With(new() { ["RateLimits:ConnectionsPerUser"] = "1", ["RateLimits:Exempt:0"] = "192.0.2.1" });
        var alice = (await server.SignUpAsync("alice")).AccessToken;
        await using var first = await SocketClient.SignedInAsync(server, connectionParams: new { authorization = alice });

        await using var second = await SocketClient.OpenAsync(server);
        await second.SendAsync($$$"""{"type":"connection_init","payload":{"authorization":"{{{alice}}}"}}""");
        Assert.Equal("1013 Too many connections", await second.ClosedAsync());

        first.Drop();
        await using var third = await Polling.UntilAsync(async () =>
        {
            var socket = await SocketClient.OpenAsync(server);
            await socket.SendAsync($$$"""{"type":"connection_init","payload":{"authorization":"{{{alice}}}"}}""");
            try
            {
                Assert.Equal("connection_ack", (string?)(await socket.ReadAsync())["type"]);
                return socket;
            }
            catch (InvalidOperationException)
            {
                // Closed: the first is not gone yet.
                return null;
            }
        });
    }

    [Fact]
    public async Task Unless_the_operator_says_otherwise_the_server_s_own_machine_is_exempt()
    {
        await using var server = TrackerServer.With(new() { ["RateLimits:ConnectionsPerAddress"] = "1", ["RateLimits:ConnectionsPerUser"] = "1" });
        var alice = (await server.SignUpAsync("alice")).AccessToken;
        using var first = await OpenAsync(server, "/tasks/events", alice);
        using var second = await OpenAsync(server, "/tasks/events", alice);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    private static async Task<HttpResponseMessage> OpenAsync(TrackerServer server, string path, string? token = null, string? address = null)
    {
        var request = path == "/graphql"
            ? new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { query = Forever }) }
            : new(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        return await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The status of a handshake; a socket that it opens is dropped.</summary>
    private static async Task<HttpStatusCode> HandshakeAsync(TrackerServer server, string? token = null, string? address = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.CollectHttpResponseDetails = true;
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        if (address is not null)
        {
            socket.Options.SetRequestHeader("X-Forwarded-For", address);
        }

        try
        {
            await socket.ConnectAsync(new Uri($"ws://{server.Client.BaseAddress!.Authority}/graphql"), default);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }
}
