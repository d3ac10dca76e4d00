using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

/// <summary><c>ETag</c>, <c>If-None-Match</c> and <c>If-Match</c> on single tasks.</summary>
public sealed class EntityTagTests(TrackerServer server) : IClassFixture<TrackerServer>, IAsyncLifetime
{
    private int task;

    public async Task InitializeAsync()
    {
        task = await server.CreateTaskAsync(await server.CreateUserAsync());
        await server.MoveAsync(task, TaskStatus.InProgress);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_answer_with_a_task_has_its_tag()
    {
        var created = await server.SendAsync("POST", "/tasks/", """{"title":"t","user_id":1}""");
        var moved = await server.SendAsync("PUT", $"/tasks/{task}", """{"status":"COMPLETED"}""");
        var back = await server.SendAsync("PUT", $"/tasks/{task}/status", """{"status":"PENDING"}""");
        var read = await server.GetAsync($"/tasks/{task}");

        Assert.Equal(["\"1\"", "\"3\"", "\"4\"", "\"4\""], new[] { created, moved, back, read }.Select(answer => answer.Message.Headers.ETag!.ToString()));
        Assert.Equal(7, read.Json.AsObject().Count);
        Assert.Null((await server.GetAsync("/tasks/")).Message.Headers.ETag);
    }

    [Theory]
    [InlineData("\"2\"", 304)]
    [InlineData("W/\"2\"", 304)]
    [InlineData("\"1\", \"2\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"1\"", 200)]
    [InlineData("\"02\"", 200)]
    [InlineData("\"other\"", 200)]
    [InlineData("2", 200)]
    [InlineData("\"2", 200)]
    [InlineData("\"2\", *", 200)]
    [InlineData("", 200)]
    public async Task A_client_that_has_the_task_as_it_is_gets_no_body(string ifNoneMatch, int status)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/tasks/{task}", "If-None-Match", ifNoneMatch);

        Assert.Equal((status, "\"2\""), (answer.Status, answer.Message.Headers.ETag?.ToString()));
        Assert.Equal(status == 304, answer.Body.Length == 0);
        Assert.Equal(status == 304 ? null : "application/json", answer.Message.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("\"2\"", 200)]
    [InlineData("*", 200)]
    [InlineData(" * ", 200)]
    [InlineData("\"1\",\"2\"", 200)]
    [InlineData("\"other\" , \"2\"", 200)]
    [InlineData("\"1\"", 412)]
    [InlineData("\"3\", \"99999999999999999999\"", 412)]
    [InlineData("W/\"2\"", 412)]
    [InlineData("\"02\"", 412)]
    [InlineData("\"-2\"", 412)]
    [InlineData("\"\"", 412)]
    [InlineData("2", 400)]
    [InlineData("\"2", 400)]
    [InlineData("w/\"2\"", 412)]
    [InlineData("*, \"2\"", 400)]
    [InlineData("\"2\" \"3\"", 400)]
    [InlineData("", 400)]
    public async Task A_task_is_changed_only_as_the_client_has_seen_it(string ifMatch, int status)
    {
        foreach (var path in new[] { $"/tasks/{task}", $"/tasks/{task}/status" })
        {
            var answer = await SendAsync(HttpMethod.Put, path, "If-Match", ifMatch, "IN_PROGRESS");

            Assert.Equal(status, answer.Status);
            Assert.Equal(status == 400 ? null : "\"2\"", answer.Message.Headers.ETag?.ToString());
        }
    }

    [Fact]
    public async Task A_conflict_brings_the_task_as_it_is_and_changes_nothing()
    {
        var answer = await SendAsync(HttpMethod.Put, $"/tasks/{task}/status", "If-Match", "\"1\"", "COMPLETED");

        Assert.Equal(412, answer.Status);
        GraphQLOverHttp.AssertJson(
            $$"""
            { "detail": "Task {{task}} has changed: its version is 2 by now. Look at what it says, and try again with that version.", "code": "VERSION_CONFLICT",
              "task": {{(await server.GetAsync($"/tasks/{task}")).Body}} }
            """,
            answer.Json);
        Assert.Equal("IN_PROGRESS", (string?)answer.Json["task"]!["status"]);
    }

    [Fact]
    public async Task What_is_refused_without_the_condition_is_refused_alike_with_it()
    {
        Assert.Equal(404, (await SendAsync(HttpMethod.Put, "/tasks/999/status", "If-Match", "\"1\"", "COMPLETED")).Status);
        Assert.Equal(404, (await SendAsync(HttpMethod.Put, "/tasks/999/status", "If-Match", "*", "COMPLETED")).Status);
        Assert.Equal(404, (await SendAsync(HttpMethod.Get, "/tasks/999", "If-None-Match", "*")).Status);
        Assert.Equal(422, (await SendAsync(HttpMethod.Put, $"/tasks/{task}/status", "If-Match", "\"1\"", "SOON")).Status);
    }

    [Fact]
    public async Task The_tag_is_the_version_that_GraphQL_tells()
    {
        var version = (int)(await server.DataAsync($"{{ taskById(id: {task}) {{ version }} }}"))["taskById"]!["version"]!;

        Assert.Equal($"\"{version}\"", (await server.GetAsync($"/tasks/{task}")).Message.Headers.ETag!.ToString());
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, string header, string value, string? status = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (status is not null)
        {
            request.Content = JsonContent.Create(new JsonObject { ["status"] = status });
        }

        Assert.True(request.Headers.TryAddWithoutValidation(header, value));
        var message = await server.Client.SendAsync(request);
        return new((int)message.StatusCode, await message.Content.ReadAsStringAsync(), message);
    }
}
