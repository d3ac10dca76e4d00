using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Data;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Web;

public sealed class SecurityHeaderTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    private static readonly string[] OfPages =
        ["Content-Security-Policy", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"];

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/tasks/", 200)]
    [InlineData("/graphql?query={__typename}", 200)]
    [InlineData("/graphql", 400)]
    [InlineData("/nowhere", 404)]
    [InlineData("/openapi.json", 200)]
    [InlineData("/docs", 200)]
    [InlineData("/docs/swagger-ui-bundle.js", 200)]
    public async Task Every_answer_is_only_what_it_says_it_is_and_no_other_site_embeds_it(string path, int status)
    {
        using var answer = await server.Client.GetAsync(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Resource-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task So_is_the_answer_to_a_defect()
    {
        await using var broken = new TrackerServer();
        using (var read = await broken.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default))
        {
            await read.Context.Database.ExecuteSqlRawAsync("ALTER TABLE tasks RENAME TO gone");
        }

        using var answer = await broken.Client.GetAsync("/tasks/");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/redoc")]
    public async Task A_page_runs_only_this_server_s_scripts_and_stands_in_nobody_s_frame(string path)
    {
        using var answer = await server.Client.GetAsync(path);

        var policy = One(answer, "Content-Security-Policy").Split("; ").ToDictionary(directive => directive.Split(' ')[0], directive => directive[(directive.IndexOf(' ') + 1)..]);
        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal("'self'", policy["script-src"]);
        Assert.Equal("'self'", policy["connect-src"]);
        Assert.Equal("'none'", policy["base-uri"]);
        Assert.Equal("'none'", policy["form-action"]);
        Assert.Equal("'none'", policy["frame-ancestors"]);
        Assert.DoesNotContain("unsafe", string.Concat(policy.Values), StringComparison.Ordinal);
        Assert.DoesNotContain("http", string.Concat(policy.Values), StringComparison.Ordinal);
        Assert.Equal("DENY", One(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", One(answer, "Referrer-Policy"));
        Assert.Contains("camera=()", One(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy"));
    }

    [Fact]
    public async Task The_explorer_may_do_what_its_packages_need_and_speak_to_nobody_else()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql") { Headers = { { "Accept", "text/html" } } };
        using var answer = await server.Client.SendAsync(request);

        var policy = One(answer, "Content-Security-Policy");
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotContain('*', policy);
        Assert.All((string[])["default-src 'none'; ", "connect-src 'self'; ", "base-uri 'none'; ", "form-action 'none'; ", "frame-ancestors 'none'; "], directive => Assert.Contains(directive, policy, StringComparison.Ordinal));
        Assert.Equal("DENY", One(answer, "X-Frame-Options"));
    }

    [Fact]
    public async Task Every_page_has_a_policy()
    {
        foreach (var path in (string[])["/", "/docs", "/redoc", "/docs/index.html", "/redoc/index.html", "/graphql", "/nowhere", "/tasks/", "/metrics"])
        {
            using var answer = await server.Client.GetAsync(path);
            var isPage = answer.Content.Headers.ContentType?.MediaType == "text/html";
            Assert.All(OfPages, name => Assert.Equal(isPage, answer.Headers.Contains(name)));
        }
    }

    private static string One(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
