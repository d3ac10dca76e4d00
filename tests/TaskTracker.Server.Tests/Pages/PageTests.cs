using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskTracker.Server.Pages;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Pages;

/// <summary>Who gets a page and who an answer, where both are at one path. What the pages do is told in TaskTracker.Browser.Tests.</summary>
public sealed partial class PageTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    private const string Chromium = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

    [Theory]
    [InlineData("/", Chromium, "text/html")]
    [InlineData("/", "text/html", "text/html")]
    [InlineData("/", null, "application/json")]
    [InlineData("/", "*/*", "application/json")]
    [InlineData("/", "application/json", "application/json")]
    [InlineData("/", "application/json, text/html;q=0.5", "application/json")]
    [InlineData("/graphql", Chromium, "text/html")]
    [InlineData("/graphql", "text/html;q=0, */*", "application/json")]
    [InlineData("/graphql", "*/*", "application/json")]
    [InlineData("/graphql?query={__typename}", Chromium, "application/json")]
    [InlineData("/graphql?query={__typename}", "text/html, application/graphql-response+json", "application/graphql-response+json")]
    [InlineData("/graphql?sdl", Chromium, "application/graphql")]
    public async Task Browsers_get_pages_and_programs_get_answers(string path, string? accept, string mediaType)
    {
        using var answer = await AskAsync(server, path, accept);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", path.EndsWith("sdl", StringComparison.Ordinal) ? ["Accept"] : answer.Headers.Vary);
    }

    [Fact]
    public async Task A_page_is_for_GET_only()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Headers = { { "Accept", Chromium } } };
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_explorer_tells_nobody_how_it_is_used_and_asks_this_server()
    {
        var configuration = JsonNode.Parse(await server.Client.GetStringAsync("/graphql/bcp-config.json"))!;
        Assert.True((bool)configuration["disableTelemetry"]!);
        Assert.True((bool)configuration["useBrowserUrlAsEndpoint"]!);
        Assert.Contains("subscription ", (string)configuration["graphQLDocument"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Development", "false", false)]
    [InlineData("Production", null, false)]
    [InlineData("Production", "true", true)]
    public async Task The_explorer_is_there_where_it_is_wanted(string environment, string? setting, bool isThere)
    {
        var settings = new Dictionary<string, string> { ["environment"] = environment };
        if (setting is not null)
        {
            settings["GraphQL:Explorer"] = setting;
        }

        await using var other = TrackerServer.With(settings);
        using var page = await AskAsync(other, "/graphql", Chromium);
        using var welcome = await AskAsync(other, "/", Chromium);
        using var configuration = await other.Client.GetAsync("/graphql/bcp-config.json");

        Assert.Equal(isThere, page.Content.Headers.ContentType!.MediaType == "text/html");
        Assert.Equal(isThere, (await welcome.Content.ReadAsStringAsync()).Contains("href=\"/graphql\"", StringComparison.Ordinal));
        Assert.Equal(isThere, configuration.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task What_the_welcome_links_is_there_for_somebody_who_has_not_signed_in(string environment, bool linksSchema)
    {
        await using var other = TrackerServer.With(new() { ["environment"] = environment });
        using var welcome = await AskAsync(other, "/", Chromium);
        var page = await welcome.Content.ReadAsStringAsync();
        var links = Link().Matches(page).Select(link => link.Groups[1].Value).ToList();

        Assert.Equal(linksSchema, links.Contains("/graphql/schema.graphql"));
        Assert.Contains("The GraphQL schema", page, StringComparison.Ordinal);
        Assert.InRange(links.Count, 5, 8);
        foreach (var link in links)
        {
            using var answer = await AskAsync(other, link, Chromium);
            Assert.True(answer.IsSuccessStatusCode, $"{link} answers {(int)answer.StatusCode}.");
        }
    }

    [Theory]
    [InlineData("Open", "open")]
    [InlineData("Closed", "closed")]
    public async Task The_board_knows_whether_people_may_sign_up(string setting, string told)
    {
        await using var other = TrackerServer.With(new() { ["Accounts:SignUp"] = setting });
        Assert.Contains($"""<meta name="sign-up" content="{told}">""", await other.Client.GetStringAsync("/board"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_without_npm_says_how_to_get_the_explorer_and_the_board()
    {
        using var nothing = new TemporaryFolder();
        await using var other = TrackerServer.With([], configureServices: services => services.Replace(ServiceDescriptor.Singleton(new WebFiles(nothing.Path))));
        foreach (var (path, name) in new[] { ("/graphql", "The explorer"), ("/board", "The board") })
        {
            using var answer = await AskAsync(other, path, Chromium);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains($"<h1>{name} is not in this build</h1>", page, StringComparison.Ordinal);
            Assert.Contains("install <a href=\"https://nodejs.org\">Node.js</a>", page, StringComparison.Ordinal);
        }

        // Programs notice nothing.
        using var welcome = await AskAsync(other, "/", null);
        using var query = await AskAsync(other, "/graphql?query={__typename}", Chromium);
        Assert.True(welcome.IsSuccessStatusCode && query.IsSuccessStatusCode);
    }

    private static Task<HttpResponseMessage> AskAsync(TrackerServer server, string path, string? accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return server.Client.SendAsync(request);
    }

    [GeneratedRegex("<a href=\"([^\"]+)\"")]
    private static partial Regex Link();
}
