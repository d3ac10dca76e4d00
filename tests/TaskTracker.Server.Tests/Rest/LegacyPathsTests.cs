using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using TaskTracker.Server.Rest;

namespace TaskTracker.Server.Tests.Rest;

/// <summary>Endpoints that are not of the legacy API keep the platform's ways, wherever they lie.</summary>
public sealed class LegacyPathsTests
{
    [Theory]
    [InlineData("GET", "/tasks/1", 200, "task 1")]
    [InlineData("GET", "/tasks/events", 200, "events")]
    [InlineData("GET", "/Tasks/Events/", 200, "events")]
    [InlineData("GET", "/TASKS/1", 404, """{"detail":"Not Found"}""")]
    [InlineData("DELETE", "/tasks/events", 405, """{"detail":"Method Not Allowed"}""")]
    [InlineData("POST", "/graphql", 200, "graphql")]
    [InlineData("POST", "/GraphQL/", 200, "graphql")]
    [InlineData("GET", "/graphql", 405, "")]
    public async Task Only_marked_endpoints_are_matched_the_legacy_way(string method, string path, int status, string body)
    {
        await using var app = await StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request);
        Assert.Equal((status, body), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.UseMiddleware<LegacyPaths>();
        app.MapGet("/tasks/{task_id}", (string task_id) => $"task {task_id}").WithLegacyPath();
        app.MapGet("/tasks/events", () => "events");
        app.MapPost("/graphql", () => "graphql");
        await app.StartAsync();
        return app;
    }
}
