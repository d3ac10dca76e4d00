using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed class RoutingTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Theory]
    [InlineData("/users", "/users/")]
    [InlineData("/tasks?a=%FF&b=ü", "/tasks/?a=%FF&b=ü")]
    [InlineData("/tasks/abc/", "/tasks/abc")]
    [InlineData("/tasks/1//", "/tasks/1")]
    [InlineData("/tasks/a%20b/status/?x", "/tasks/a%20b/status?x")]
    [InlineData("/tasks/%2541/", "/tasks/%2541")]
    [InlineData("/tasks/a%2Fb/", "/tasks/a%2Fb")]
    [InlineData("/users/1/tasks/", "/users/1/tasks")]
    [InlineData("/docs/", "/docs")]
    [InlineData("/openapi.json/", "/openapi.json")]
    public async Task The_other_form_of_a_slash_is_redirected(string path, string location)
    {
        foreach (var method in new[] { "GET", "POST", "DELETE" })
        {
            var answer = await server.SendAsync(method, path.Replace("ü", "%C3%BC", StringComparison.Ordinal));
            Assert.Equal((307, ""), (answer.Status, answer.Body));
            Assert.Null(answer.Message.Content.Headers.ContentType);
            Assert.Equal(
                server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + location.Replace("ü", "%C3%BC", StringComparison.Ordinal),
                answer.Message.Headers.NonValidated["Location"].ToString());
        }
    }

    [Fact]
    public async Task A_redirect_goes_to_the_host_that_was_asked()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/users") { Headers = { Host = "tasks.example:81" } };
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal("http://tasks.example:81/users/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/nope")]
    [InlineData("/Users/")]
    [InlineData("/TASKS/1")]
    [InlineData("/users//")]
    [InlineData("/users//tasks")]
    [InlineData("//users/")]
    [InlineData("/tasks/1/Status")]
    [InlineData("/tasks/1/Status/")]
    [InlineData("/tasks/1/status/more")]
    [InlineData("/DOCS")]
    [InlineData("/docs/index.html")]
    [InlineData("/redoc/index.html")]
    [InlineData("/docs/nope.js")]
    [InlineData("/swagger/v1/swagger.json")]
    public async Task Any_other_path_is_not_found(string path)
    {
        var answer = await server.GetAsync(path);
        Assert.Equal((404, """{"detail":"Not Found"}"""), (answer.Status, answer.Body));
        Assert.Equal("application/json", answer.Message.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("POST", "/", "GET")]
    [InlineData("DELETE", "/users/", "POST")]
    [InlineData("OPTIONS", "/tasks/", "POST")]
    [InlineData("DELETE", "/tasks/1", "GET")]
    [InlineData("GET", "/tasks/1/status", "PUT")]
    [InlineData("POST", "/users/1/tasks", "GET")]
    [InlineData("BREW", "/users/1", "GET")]
    [InlineData("POST", "/docs", "GET,HEAD")]
    public async Task Another_method_is_refused_with_those_of_the_first_route(string method, string path, string allowed)
    {
        var answer = await server.SendAsync(method, path);
        Assert.Equal((405, """{"detail":"Method Not Allowed"}"""), (answer.Status, answer.Body));
        Assert.Equal(allowed, string.Join(',', answer.Message.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/tasks/1")]
    public async Task HEAD_on_a_GET_route_is_refused_without_a_body(string path)
    {
        var answer = await server.SendAsync("HEAD", path);
        Assert.Equal((405, ""), (answer.Status, answer.Body));
        Assert.Equal("GET", Assert.Single(answer.Message.Content.Headers.Allow));
    }

    [Fact]
    public async Task The_root_welcomes() => Assert.Equal(
        """{"message":"Welcome to the Task Tracker API","status":"ok","version":"0.1.0","docs":"/docs","redoc":"/redoc","openapi":"/openapi.json"}""",
        (await server.GetAsync("/")).Body);
}
