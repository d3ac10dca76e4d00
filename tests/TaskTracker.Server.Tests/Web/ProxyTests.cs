using System.Net;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Web;

/// <summary>Whom the server takes a request to come from when there is a proxy in between.</summary>
public sealed class ProxyTests
{
    private static readonly Dictionary<string, string> Production = new() { ["environment"] = "Production" };

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task A_trusted_proxy_says_that_the_client_came_over_HTTPS(string trusted)
    {
        await using var server = TrackerServer.With(new(Production) { ["Proxy:Trusted:0"] = trusted });

        Assert.Equal("max-age=2592000", await StrictTransportSecurityAsync(server));
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        await using var none = TrackerServer.With(Production);
        await using var other = TrackerServer.With(new(Production) { ["Proxy:Trusted:0"] = "10.0.0.0/8" });

        Assert.Null(await StrictTransportSecurityAsync(none));
        Assert.Null(await StrictTransportSecurityAsync(other));
    }

    [Fact]
    public async Task Browsers_are_not_told_to_insist_on_HTTPS_when_the_operator_does_not_want_it()
    {
        await using var server = TrackerServer.With(new(Production) { ["Proxy:Trusted:0"] = "127.0.0.1", ["Proxy:HstsDays"] = "0" });

        Assert.Null(await StrictTransportSecurityAsync(server));
    }

    [Fact]
    public async Task Attempts_to_sign_in_are_counted_for_the_client_whom_a_trusted_proxy_names()
    {
        await using var server = TrackerServer.With(new() { ["Proxy:Trusted:0"] = "127.0.0.1" });

        await ExhaustAsync(server, "203.0.113.7");
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(server, "203.0.113.8"));
        // What a client writes itself stands further left, and is not believed.
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(server, "203.0.113.9, 203.0.113.7"));
    }

    [Fact]
    public async Task Without_a_trusted_proxy_a_client_cannot_pretend_to_be_another()
    {
        await using var server = new TrackerServer();

        await ExhaustAsync(server, "203.0.113.7");
        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(server, "203.0.113.8"));
    }

    private static async Task ExhaustAsync(TrackerServer server, string client)
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(server, client));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(server, client));
    }

    private static async Task<HttpStatusCode> SignInAsync(TrackerServer server, string client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/token")
        {
            Content = new FormUrlEncodedContent([new("username", "alice"), new("password", "not her password")]),
        };
        request.Headers.Add("X-Forwarded-For", client);
        using var answer = await server.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<string?> StrictTransportSecurityAsync(TrackerServer server)
    {
        // HSTS is never said for localhost.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "tasks.example.com" } };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await server.Client.SendAsync(request);
        return answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? Assert.Single(values) : null;
    }
}
