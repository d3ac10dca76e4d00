using System.Text.RegularExpressions;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed partial class DocumentationTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Fact]
    public async Task Every_route_is_described_as_it_is_spelled()
    {
        var paths = (await server.GetAsync("/openapi.json")).Json["paths"]!.AsObject();
        Assert.Equal(
            [
                "/health/live: get",
                "/health/ready: get",
                "/: get",
                "/token: post",
                "/token/refresh: post",
                "/users/me: get patch",
                "/users/: post get",
                "/users/{user_id}: get",
                "/tasks/: post get",
                "/users/{user_id}/tasks: get",
                "/tasks/{task_id}: get put",
                "/tasks/{task_id}/status: put",
                "/tasks/events: get",
            ],
            paths.Select(path => $"{path.Key}: {string.Join(' ', path.Value!.AsObject().Select(operation => operation.Key))}"));
    }

    [Fact]
    public async Task The_README_lists_every_route()
    {
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var paths = (await server.GetAsync("/openapi.json")).Json["paths"]!.AsObject();
        Assert.All(
            paths.SelectMany(path => path.Value!.AsObject().Select(operation => $"`{operation.Key.ToUpperInvariant()} {path.Key}`")),
            route => Assert.Contains(route, readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_tells_its_errors()
    {
        var paths = (await server.GetAsync("/openapi.json")).Json["paths"]!.AsObject();
        Assert.All(paths.SelectMany(path => path.Value!.AsObject()), operation =>
        {
            Assert.NotNull(operation.Value!["summary"]);
            Assert.NotNull(operation.Value["operationId"]);
            Assert.Contains(operation.Value["responses"]!.AsObject(), response => response.Key.StartsWith('4'));
        });
    }

    [Fact]
    public async Task What_is_answered_to_any_body_or_stream_is_told_by_each_operation_that_takes_one()
    {
        var operations = (await server.GetAsync("/openapi.json")).Json["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!).ToList();
        Assert.All(
            operations.Where(operation => operation["requestBody"] is not null),
            operation => Assert.Superset(new HashSet<string> { "400", "413", "415" }, operation["responses"]!.AsObject().Select(response => response.Key).ToHashSet()));
        Assert.NotNull(operations.Single(operation => (string?)operation["operationId"] == "followTasks")["responses"]!["429"]);
    }

    [Fact]
    public async Task The_required_fields_are_those_that_the_server_requires()
    {
        var schemas = (await server.GetAsync("/openapi.json")).Json["components"]!["schemas"]!;
        Assert.Equal(["title", "user_id"], schemas["TaskCreate"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(["email", "username"], schemas["UserCreate"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Theory]
    [InlineData("Documented", "PENDING, IN_PROGRESS, COMPLETED")]
    [InlineData("LowerCase", "pending, in_progress, completed")]
    public async Task Statuses_are_spelled_as_the_setting_says(string spelling, string names)
    {
        await using var other = TrackerServer.With(new() { ["Rest:StatusSpelling"] = spelling });
        var status = (await other.GetAsync("/openapi.json")).Json["components"]!["schemas"]!["Task"]!["properties"]!["status"]!;
        Assert.Equal(names, string.Join(", ", status["enum"]!.AsArray()));
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/redoc")]
    public async Task A_page_and_all_that_it_links_to_come_from_this_server(string path)
    {
        var page = await server.GetAsync(path);
        Assert.Equal("text/html; charset=utf-8", page.Message.Content.Headers.ContentType!.ToString());
        var links = Link().Matches(page.Body).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            Assert.StartsWith("/", link, StringComparison.Ordinal);
            Assert.Equal(200, (await server.GetAsync(link)).Status);
        }
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/redoc")]
    [InlineData("/openapi.json")]
    public async Task HEAD_answers_as_GET_does_without_the_body(string path)
    {
        var head = await server.SendAsync("HEAD", path);
        var get = await server.GetAsync(path);
        Assert.Equal((200, ""), (head.Status, head.Body));
        Assert.Equal(get.Message.Content.Headers.ContentLength, head.Message.Content.Headers.ContentLength);
    }

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Link();
}
