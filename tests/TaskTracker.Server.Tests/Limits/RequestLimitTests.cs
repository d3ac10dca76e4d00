using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Limits;

/// <summary>How many requests one address and one user may send, through every door.</summary>
public sealed class RequestLimitTests
{
    // A bucket of five fills up again in twelve seconds each, which is more than a test takes.
    private const int Few = 5;

    public static TheoryData<string> Doors => ["GET /", "GET /tasks/", "PUT /tasks/1/status", "POST /token", "GET /docs", "GET /nowhere", "GraphQL", "GraphQL by GET", "event stream"];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task An_address_that_sends_too_much_is_told_when_to_come_back(string door)
    {
        await using var server = With("RequestsPerAddress", Few);
        for (var i = 0; i < Few; i++)
        {
            using var passed = await SendAsync(server, door);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, passed.StatusCode);
        }

        using var refused = await SendAsync(server, door);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(12));
        var body = (await refused.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal("RATE_LIMITED", (string?)body["code"] ?? (string?)body["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task Every_door_takes_from_the_same_bucket()
    {
        await using var server = With("RequestsPerAddress", Few);
        foreach (var door in (string[])["GET /", "GraphQL", "event stream", "POST /token", "GET /nowhere"])
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await SendAsync(server, door)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await SendAsync(server, "GET /tasks/")).StatusCode);
    }

    [Fact]
    public async Task Each_request_of_a_batch_counts()
    {
        await using var server = With("RequestsPerAddress", Few);
        Assert.Equal(HttpStatusCode.OK, (await SendBatchAsync(server, 4)).StatusCode);

        // One is left, and a batch is not begun that cannot be finished.
        await server.AddUserAsync("alice");
        using var refused = await SendBatchAsync(server, 2, "mutation { createTask(input: {title: \"a\", userId: 1}) { task { id } } }");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        var error = (await refused.Content.ReadFromJsonAsync<JsonNode>())!["errors"]![0]!;
        Assert.Equal("RATE_LIMITED", (string?)error["extensions"]!["code"]);
        Assert.Equal(refused.Headers.RetryAfter.Delta!.Value.TotalSeconds, (double)error["extensions"]!["retryAfterSeconds"]!);
        Assert.Equal(0, (await server.Services.GetRequiredService<Core.Tasks.TaskReader>().Stream(
            Actor.Operator, null, null, Core.Paging.ColumnSet<Core.Tasks.TaskItem>.Of("Id"), 0, null).Value!.CountAsync()));
    }

    [Fact]
    public async Task Each_operation_over_a_WebSocket_counts()
    {
        await using var server = With("RequestsPerAddress", Few);
        await using var socket = await SocketClient.InitialisedAsync(server);
        for (var i = 1; i < Few; i++)
        {
            await socket.SubscribeAsync($"{i}", "{ __typename }");
            Assert.Equal("next", (string?)(await socket.ReadToEndAsync($"{i}"))[0]["type"]);
        }

        await socket.SubscribeAsync("refused", "subscription { onTaskChanged { cursor } }");
        var message = await socket.ReadAsync();
        Assert.Equal("error refused", $"{message["type"]} {message["id"]}");
        var extensions = message["payload"]![0]!["extensions"]!;
        Assert.Equal("RATE_LIMITED", (string?)extensions["code"]);
        Assert.InRange((int)extensions["retryAfterSeconds"]!, 1, 12);
    }

    [Fact]
    public async Task What_was_used_up_comes_back_with_time()
    {
        // One a second.
        await using var server = With("RequestsPerAddress", 60);
        HttpResponseMessage answer;
        var passed = 0;
        while ((answer = await SendAsync(server, "GET /")).IsSuccessStatusCode)
        {
            Assert.InRange(++passed, 1, 1_000);
        }

        Assert.InRange(passed, 60, 999);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        await Polling.UntilAsync(async () => (await SendAsync(server, "GET /")).IsSuccessStatusCode ? server : null);
    }

    [Fact]
    public async Task Addresses_are_counted_apart_and_the_many_that_one_client_has_in_IPv6_together()
    {
        await using var server = Behind("RequestsPerAddress", 1);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(server, "203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(server, "::ffff:203.0.113.7"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "203.0.113.8"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "2001:db8:0:1::1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(server, "2001:db8:0:1:ffff:ffff:ffff:ffff"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "2001:db8:0:2::1"));
    }

    [Fact]
    public async Task A_user_is_counted_whatever_address_and_key_they_use()
    {
        await using var server = Behind("RequestsPerUser", 3);
        var (alice, bob) = (await server.SignUpAsync("alice"), await server.SignUpAsync("bob"));
        var key = await server.Services.GetRequiredService<CreateApiKey>().ExecuteAsync(
            Actor.Of(Origin.GraphQL, new(alice.UserId, "alice", Role.Member, null, 1)), new("key", ApiScopes.TasksRead, null), default);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "203.0.113.1", alice.AccessToken));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "203.0.113.2", alice.AccessToken));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "203.0.113.3", key.Value!.Secret));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(server, "203.0.113.4", key.Value.Secret));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(server, "203.0.113.5", alice.AccessToken));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "203.0.113.1", bob.AccessToken));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "203.0.113.1"));
        }
    }

    [Fact]
    public async Task Guessing_at_tokens_is_counted_before_they_are_looked_at()
    {
        await using var server = With("RequestsPerAddress", Few);
        for (var i = 0; i < Few; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, null, $"tt_guess{i}"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(server, null, "tt_guess"));
    }

    [Fact]
    public async Task Whoever_watches_the_server_is_not_counted()
    {
        await using var server = With("RequestsPerAddress", 1);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "GET /metrics")).StatusCode);
        }
    }

    [Theory]
    [InlineData("RequestsPerAddress", "1", "127.0.0.0/8")]
    [InlineData("RequestsPerAddress", "1", "127.0.0.1")]
    [InlineData("RequestsPerAddress", "0", "192.0.2.1")]
    public async Task The_operator_may_exempt_networks_and_turn_a_limit_off(string setting, string limit, string exempt)
    {
        await using var server = TrackerServer.With(new() { [$"RateLimits:{setting}"] = limit, ["RateLimits:Exempt:0"] = exempt });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "GET /")).StatusCode);
        }
    }

    [Fact]
    public async Task Unless_the_operator_says_otherwise_the_server_s_own_machine_is_exempt()
    {
        await using var server = TrackerServer.With(new() { ["RateLimits:RequestsPerAddress"] = "1", ["RateLimits:RequestsPerUser"] = "1" });
        var token = (await server.SignUpAsync("alice")).AccessToken;
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, null, token));
        }
    }

    /// <summary>A server that counts the tests' own address.</summary>
    private static TrackerServer With(string limit, int value) => TrackerServer.With(new()
    {
        [$"RateLimits:{limit}"] = value.ToString(CultureInfo.InvariantCulture),
        ["RateLimits:Exempt:0"] = "192.0.2.1",
    });

    /// <summary>A server to which a test comes from any address it likes.</summary>
    private static TrackerServer Behind(string limit, int value) => TrackerServer.With(new()
    {
        [$"RateLimits:{limit}"] = value.ToString(CultureInfo.InvariantCulture),
        ["Proxy:Trusted:0"] = "127.0.0.1",
    });

    private static async Task<HttpStatusCode> StatusAsync(TrackerServer server, string? address, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/tasks/");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        using var answer = await server.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> SendBatchAsync(TrackerServer server, int size, string query = "{ __typename }") =>
        server.Client.PostAsJsonAsync("/graphql", Enumerable.Repeat(new { query }, size));

    private static Task<HttpResponseMessage> SendAsync(TrackerServer server, string door)
    {
        const string query = "{ __typename }";
        var request = door switch
        {
            "GraphQL" or "event stream" => new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) },
            "GraphQL by GET" => new(HttpMethod.Get, $"/graphql?query={Uri.EscapeDataString(query)}"),
            _ => new(HttpMethod.Parse(door.Split(' ')[0]), door.Split(' ')[1]),
        };
        if (door == "event stream")
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
        }

        return server.Client.SendAsync(request);
    }
}
