using System.Net;
using Microsoft.Extensions.Configuration;
using TaskTracker.Server.Configuration;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Web;

/// <summary>What CORS tells a browser about pages of other origins.</summary>
public sealed class CrossOriginTests
{
    private const string Friend = "https://app.example.com";
    private const string Other = "https://evil.example";

    [Theory]
    [InlineData("GET", "/tasks/")]
    [InlineData("GET", "/graphql?query={__typename}")]
    [InlineData("GET", "/graphql?sdl")]
    [InlineData("GET", "/openapi.json")]
    [InlineData("OPTIONS", "/graphql")]
    [InlineData("OPTIONS", "/tasks/")]
    public async Task No_origin_is_let_in_unless_the_operator_names_one(string method, string path)
    {
        await using var server = new TrackerServer();

        Assert.Empty(CorsOf(await SendAsync(server, method, path, Friend)));
    }

    [Fact]
    public async Task A_named_origin_may_ask_for_everything_that_clients_need()
    {
        await using var server = TrackerServer.With(new() { ["Cors:Origins:0"] = Friend, ["Cors:Origins:1"] = "http://localhost:5173" });

        using var preflight = await SendAsync(
            server, "OPTIONS", "/graphql", Friend, ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type,idempotency-key,if-match,last-event-id,graphql-cost"));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
        Assert.Equal(
            [
                "Access-Control-Allow-Headers: authorization,content-type,idempotency-key,if-match,last-event-id,graphql-cost",
                "Access-Control-Allow-Methods: POST",
                $"Access-Control-Allow-Origin: {Friend}",
                "Access-Control-Max-Age: 7200",
            ],
            CorsOf(preflight));

        using var answer = await SendAsync(server, "GET", "/graphql?query={__typename}", Friend);
        Assert.Equal(
            [
                $"Access-Control-Allow-Origin: {Friend}",
                "Access-Control-Expose-Headers: ETag,Retry-After,WWW-Authenticate,Allow,Location,traceparent",
            ],
            CorsOf(answer));
        Assert.Equal(["Accept", "Origin"], answer.Headers.Vary);
    }

    [Theory]
    [InlineData(Other)]
    [InlineData("null")]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("https://app.example.com:8443")]
    [InlineData("http://app.example.com")]
    public async Task An_origin_that_is_not_named_is_never_reflected(string origin)
    {
        await using var server = TrackerServer.With(new() { ["Cors:Origins:0"] = Friend, ["Cors:AllowCredentials"] = "true" });

        Assert.Empty(CorsOf(await SendAsync(server, "GET", "/tasks/", origin)));
        Assert.Empty(CorsOf(await SendAsync(server, "OPTIONS", "/tasks/", origin, ("Access-Control-Request-Method", "POST"))));
    }

    [Fact]
    public async Task Credentials_go_only_to_named_origins_and_only_when_the_operator_says_so()
    {
        await using var without = TrackerServer.With(new() { ["Cors:Origins:0"] = Friend });
        await using var with = TrackerServer.With(new() { ["Cors:Origins:0"] = Friend, ["Cors:AllowCredentials"] = "true" });

        Assert.DoesNotContain("Access-Control-Allow-Credentials: true", CorsOf(await SendAsync(without, "GET", "/tasks/", Friend)));
        Assert.Contains("Access-Control-Allow-Credentials: true", CorsOf(await SendAsync(with, "GET", "/tasks/", Friend)));
    }

    [Fact]
    public async Task A_star_lets_everybody_in_without_credentials()
    {
        await using var server = TrackerServer.With(new() { ["Cors:Origins:0"] = "*" });

        Assert.Contains("Access-Control-Allow-Origin: *", CorsOf(await SendAsync(server, "GET", "/tasks/", Other)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(server, "POST", "/tasks/", Other)).StatusCode);
    }

    [Fact]
    public async Task A_star_with_credentials_stops_the_start()
    {
        using var folder = new TemporaryFolder();
        var ended = await TrackerCommand.RunAsync("--Cors:Origins:0=*", "--Cors:AllowCredentials=true", folder.Setting);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("Cors:AllowCredentials must not be true together with * in Cors:Origins", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app.example.com")]
    [InlineData("https://app.example.com/")]
    [InlineData("https://*.example.com")]
    public void What_is_no_exact_origin_is_no_setting(string origin) => Assert.Equal(
        [$"Cors:Origins must be an origin such as https://app.example.com, or *, but is {origin}."],
        SettingsCheck.ProblemsIn(new ConfigurationBuilder().AddInMemoryCollection([new("Cors:Origins:0", origin)]).Build()));

    [Fact]
    public async Task A_page_sees_why_it_was_refused()
    {
        await using var server = TrackerServer.With(new() { ["Cors:Origins:0"] = Friend, ["Access:Anonymous"] = "None" });

        using var refused = await SendAsync(server, "GET", "/tasks/", Friend);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains($"Access-Control-Allow-Origin: {Friend}", CorsOf(refused));
    }

    private static Task<HttpResponseMessage> SendAsync(
        TrackerServer server, string method, string path, string origin, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return server.Client.SendAsync(request);
    }

    private static string[] CorsOf(HttpResponseMessage answer) =>
    [
        .. answer.Headers.Where(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal),
    ];
}
