using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Operations;

public sealed class ShutdownTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) });

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_server_that_is_told_to_stop_says_so_first_then_ends_streams_and_lets_requests_finish()
    {
        using var server = TrackerProcess.Start("--urls", "http://127.0.0.1:0", "--Shutdown:DrainSeconds=600", folder.Setting);
        var address = client.BaseAddress = await server.AddressAsync();
        await using var socket = await SocketClient.InitialisedAsync(address, null, default);
        await socket.SubscribeAsync("changes", "subscription { onTaskChanged { cursor } }");
        using var stream = await EventStreamReader.OpenAsync(client, new(HttpMethod.Get, "/tasks/events"));
        var (request, body) = await SendSlowlyAsync();
        Assert.Equal((HttpStatusCode.OK, "ready"), await ReadinessAsync());

        await server.AskToStopAsync();

        await Polling.UntilAsync(async () => await ReadinessAsync() == (HttpStatusCode.ServiceUnavailable, "draining") ? "so" : null);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
        using (var answer = await client.PostAsJsonAsync("/graphql", new { query = """mutation { createUser(input: {username: "ada", email: "ada@example.com"}) { user { id } } }""" }))
        {
            Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.ConnectionClose));
        }

        // Streams go on, too: the one who reads now would have read an end.
        using (var answer = await client.PostAsJsonAsync("/tasks/", new { title = "while it drains", user_id = 1 }))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        // A machine that is busy takes so long that the server asks whether the client is there.
        Assert.Equal("next", await Polling.UntilAsync(async () => (string?)(await socket.ReadAsync())["type"] is { } type and not "ping" ? type : null));
        Assert.Equal("created", (await stream.ReadAsync())?.Event);

        // Whoever is in a hurry says it again.
        await server.AskToStopAsync();

        Assert.Equal("1012 Service Restart", await socket.ClosedAsync());
        Assert.Empty(await stream.ReadToEndAsync());
        await Polling.UntilAsync(async () => await IsRefusedAsync() ? "so" : null);
        body.Release();
        using (var answer = await request)
        {
            Assert.Equal((HttpStatusCode.OK, """{"data":{"tasks":{"totalCount":1}}}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }

        var ended = await server.EndAsync();
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
    }

    [Fact]
    public async Task A_request_that_does_not_end_keeps_the_server_no_longer_than_the_setting_says()
    {
        using var server = TrackerProcess.Start("--urls", "http://127.0.0.1:0", "--Shutdown:TimeoutSeconds=1", folder.Setting);
        client.BaseAddress = await server.AddressAsync();
        var (request, body) = await SendSlowlyAsync();

        var began = Stopwatch.StartNew();
        var ended = await server.StopAsync();

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        // One second, and what a busy machine adds; .NET itself would wait for thirty.
        Assert.InRange(began.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        body.Release();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => request);
    }

    private async Task<(Task<HttpResponseMessage> Answer, HeldContent Body)> SendSlowlyAsync()
    {
        var body = new HeldContent("""{"query": "{ tasks { totalCount } }"}""");
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = body };
        request.Headers.ExpectContinue = true;
        var answer = client.SendAsync(request);
        await body.Arrived;
        return (answer, body);
    }

    private async Task<(HttpStatusCode Status, string? Said)> ReadinessAsync()
    {
        using var answer = await client.GetAsync("/health/ready");
        return (answer.StatusCode, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["status"]);
    }

    private async Task<bool> IsRefusedAsync()
    {
        try
        {
            using var answer = await client.GetAsync("/health/live");
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
