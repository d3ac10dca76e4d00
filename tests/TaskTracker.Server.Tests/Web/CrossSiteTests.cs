using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Web;

/// <summary>What pages of other sites can make a browser send, at every door that changes something.</summary>
public sealed class CrossSiteTests(CrossSiteTests.Servers servers) : IClassFixture<CrossSiteTests.Servers>
{
    private const string Evil = "https://evil.example";
    private const string Friend = "https://app.example.com";

    /// <summary>All that a page can send without the browser asking first: forms, texts, nothing at all, and handshakes.</summary>
    public static TheoryData<string> Doors => ["task", "status", "token", "refresh", "graphql", "socket"];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_page_of_another_site_changes_nothing(string door)
    {
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Closed, door, "cross-site", Evil));
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Closed, door, "cross-site", null));
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Closed, door, "cross-site", "null"));
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Closed, door, "same-site", $"https://other.{servers.Closed.Client.BaseAddress!.Authority}"));
        // Of browsers too old to say more.
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Closed, door, null, Evil));
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Closed, door, null, "null"));
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task The_server_s_own_pages_and_whoever_is_no_browser_are_served(string door)
    {
        var own = servers.Closed.Client.BaseAddress!.Authority;
        Assert.Equal("served", await TryAsync(servers.Closed, door, null, null));
        Assert.Equal("served", await TryAsync(servers.Closed, door, "none", null));
        Assert.Equal("served", await TryAsync(servers.Closed, door, null, $"http://{own}"));
        // Behind a proxy that speaks HTTPS, and one that also calls the server by another name.
        Assert.Equal("served", await TryAsync(servers.Closed, door, null, $"https://{own}"));
        Assert.Equal("served", await TryAsync(servers.Closed, door, "same-origin", "https://tasks.example.com"));
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_page_whose_origin_the_operator_named_is_served_and_no_other(string door)
    {
        Assert.Equal("served", await TryAsync(servers.Open, door, "cross-site", Friend));
        Assert.Equal("served", await TryAsync(servers.Open, door, null, Friend));
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Open, door, "cross-site", Evil));
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Open, door, "cross-site", Friend + ".evil.example"));
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Open, door, "cross-site", "http://app.example.com"));
        Assert.Equal("403 CROSS_SITE_REQUEST", await TryAsync(servers.Open, door, "cross-site", null));
    }

    [Theory]
    [InlineData("/tasks/")]
    [InlineData("/docs")]
    [InlineData("/graphql?query={__typename}")]
    public async Task Reading_is_left_to_the_browser_which_lets_no_other_page_see_the_answer(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Add(request.Headers.TryAddWithoutValidation, "cross-site", Evil);
        using var response = await servers.Closed.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Resource-Policy")));
    }

    [Fact]
    public async Task Nothing_of_a_refused_request_was_done()
    {
        var before = await servers.Closed.Client.GetStringAsync("/tasks/");
        foreach (var door in Doors)
        {
            await TryAsync(servers.Closed, door, "cross-site", Evil);
        }

        Assert.Equal(before, await servers.Closed.Client.GetStringAsync("/tasks/"));
    }

    private static async Task<string> TryAsync(TrackerServer server, string door, string? site, string? origin)
    {
        if (door == "socket")
        {
            return await OpenSocketAsync(server, site, origin);
        }

        using var request = door switch
        {
            // A page that posts a Blob sends no type and needs no leave, and bodies without a type are read as JSON, as the legacy server did.
            "task" => Request(HttpMethod.Post, "/tasks/", """{"title":"planted","user_id":1}""", null),
            "status" => Request(HttpMethod.Put, "/tasks/1/status?status=COMPLETED", null, null),
            "token" => Request(HttpMethod.Post, "/token", "username=alice&password=guess", "application/x-www-form-urlencoded"),
            "refresh" => Request(HttpMethod.Post, "/token/refresh", "refresh_token=guess", "application/x-www-form-urlencoded"),
            _ => Request(HttpMethod.Post, "/graphql", """{"query":"mutation { createTask(input: {title: \"planted\", userId: 1}) { task { id } } }"}""", "application/json"),
        };
        Add(request.Headers.TryAddWithoutValidation, site, origin);
        using var response = await server.Client.SendAsync(request);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return response.StatusCode == HttpStatusCode.Forbidden ? $"403 {body["code"] ?? body["errors"]![0]!["extensions"]!["code"]}" : "served";
    }

    private static async Task<string> OpenSocketAsync(TrackerServer server, string? site, string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.CollectHttpResponseDetails = true;
        Add(
            (name, value) =>
            {
                socket.Options.SetRequestHeader(name, value);
                return true;
            },
            site, origin);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{server.Client.BaseAddress!.Authority}/graphql"), default);
            return "served";
        }
        catch (WebSocketException) when (socket.HttpStatusCode == HttpStatusCode.Forbidden)
        {
            // The client keeps no body; the other doors show that there is one.
            return "403 CROSS_SITE_REQUEST";
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body, string? type) =>
        new(method, path) { Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = type is null ? null : new(type) } } };

    private static void Add(Func<string, string, bool> add, string? site, string? origin)
    {
        if (site is not null)
        {
            add("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            add("Origin", origin);
        }
    }

    public sealed class Servers : IAsyncLifetime
    {
        /// <summary>Nobody's pages but its own.</summary>
        public TrackerServer Closed { get; } = new();

        public TrackerServer Open { get; } = TrackerServer.With(new() { ["Cors:Origins:0"] = Friend });

        public async Task InitializeAsync()
        {
            foreach (var server in (TrackerServer[])[Closed, Open])
            {
                await server.AddTaskAsync((await server.AddUserAsync("alice")).Id, "Write");
            }
        }

        public async Task DisposeAsync()
        {
            await Closed.DisposeAsync();
            await Open.DisposeAsync();
        }
    }
}
