using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed class TaskTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Fact]
    public async Task A_task_has_seven_fields_and_times_without_a_zone()
    {
        await using var fresh = new TrackerServer();
        var user = await fresh.CreateUserAsync();
        fresh.Clock.Advance(TimeSpan.FromMicroseconds(123_450));
        var created = await fresh.SendAsync("POST", "/tasks/", $$"""{"title":"日本語 🚀 <b>&'\"</b>","description":"","user_id":{{user}}}""");
        Assert.Equal("application/json", created.Message.Content.Headers.ContentType!.ToString());
        Assert.Contains("\"title\":\"日本語 🚀 <b>&'\\\"</b>\"", created.Body, StringComparison.Ordinal);
        Assert.EndsWith(
            $"\"description\":\"\",\"status\":\"PENDING\",\"user_id\":{user},\"created_at\":\"2026-05-01T12:00:00.123450\",\"updated_at\":\"2026-05-01T12:00:00.123450\"}}",
            created.Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_of_a_whole_second_has_no_fraction()
    {
        var task = await server.CreateTaskAsync(await server.CreateUserAsync());
        Assert.Equal("2026-05-01T12:00:00", (await server.GetAsync($"/tasks/{task}")).Json["created_at"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_title_of_blanks_is_refused() => Assert.Equal(
        "value_error body.title Value error, title must not be blank.",
        (await server.SendAsync("POST", "/tasks/", """{"title":" \t\n","user_id":1}""")).Error);

    [Fact]
    public async Task An_empty_title_is_refused() => Assert.Equal(
        "string_too_short body.title String should have at least 1 character",
        (await server.SendAsync("POST", "/tasks/", """{"title":"","user_id":1}""")).Error);

    [Fact]
    public async Task Texts_that_are_too_long_are_told_both_at_once()
    {
        var answer = await server.SendAsync(
            "POST", "/tasks/", $$"""{"title":"{{new string('x', 2_001)}}","description":"{{new string('x', 20_001)}}","user_id":1}""");
        Assert.Equal(
            [
                "string_too_long body.title String should have at most 2000 characters",
                "string_too_long body.description String should have at most 20000 characters",
            ],
            answer.Errors);
        Assert.Equal(2_000, answer.Json["detail"]![0]!["ctx"]!["max_length"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_title_of_2000_emoji_is_accepted()
    {
        var title = string.Concat(Enumerable.Repeat("🚀", 2_000));
        var created = await server.SendAsync("POST", "/tasks/", $$"""{"title":"{{title}}","user_id":{{await server.CreateUserAsync()}}}""");
        Assert.Equal(title, created.Json["title"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("pending", "PENDING")]
    [InlineData("In Progress", "IN_PROGRESS")]
    [InlineData("in-progress", "IN_PROGRESS")]
    [InlineData("COMPLETED", "COMPLETED")]
    [InlineData("Done", "COMPLETED")]
    public async Task A_status_may_be_spelled_in_many_ways(string given, string stored)
    {
        var task = await server.CreateTaskAsync(await server.CreateUserAsync());
        foreach (var path in new[] { $"/tasks/{task}/status", $"/tasks/{task}" })
        {
            var answer = await server.SendAsync("PUT", path, $$"""{"status":"{{given}}"}""");
            Assert.Equal(stored, answer.Json["status"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("\"archived\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\" completed\"")]
    [InlineData("0")]
    public async Task Another_status_is_refused_with_the_documented_names(string status) => Assert.Equal(
        "enum body.status Input should be 'PENDING', 'IN_PROGRESS' or 'COMPLETED'",
        (await server.SendAsync("PUT", "/tasks/1/status", $$"""{"status":{{status}}}""")).Error);

    [Theory]
    [InlineData("?status=done&new_status=pending")]
    [InlineData("?status_name=pending&new_status=done")]
    [InlineData("?status_name=done")]
    [InlineData("?status=pending&status=done")]
    [InlineData("?STATUS=pending&new_status=done")]
    [InlineData("?st%61tus=d%6Fne")]
    public async Task Without_a_body_the_status_comes_from_the_query(string query)
    {
        var task = await server.CreateTaskAsync(await server.CreateUserAsync());
        Assert.Equal("COMPLETED", (await server.SendAsync("PUT", $"/tasks/{task}/status{query}")).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_body_wins_over_the_query_even_when_it_is_wrong() => Assert.Equal(
        "missing body.status Field required", (await server.SendAsync("PUT", "/tasks/1/status?status=done", "{}")).Error);

    [Fact]
    public async Task A_null_for_a_body_is_no_body()
    {
        var task = await server.CreateTaskAsync(await server.CreateUserAsync());
        Assert.Equal("COMPLETED", (await server.SendAsync("PUT", $"/tasks/{task}/status?status=done", "null")).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_wrong_id_and_a_wrong_status_in_the_query_are_told_in_that_order() => Assert.Equal(
        [
            "int_parsing path.task_id Input should be a valid integer, unable to parse string as an integer",
            "enum query.status Input should be 'PENDING', 'IN_PROGRESS' or 'COMPLETED'",
        ],
        (await server.SendAsync("PUT", "/tasks/x/status?new_status=x")).Errors);

    [Fact]
    public async Task Setting_the_status_that_a_task_has_changes_nothing()
    {
        await using var fresh = new TrackerServer();
        var task = await fresh.CreateTaskAsync(await fresh.CreateUserAsync());
        fresh.Clock.Advance(TimeSpan.FromMinutes(1));
        var same = await fresh.SendAsync("PUT", $"/tasks/{task}/status", """{"status":"pending"}""");
        Assert.Equal("2026-05-01T12:00:00", same.Json["updated_at"]!.GetValue<string>());
        var moved = await fresh.SendAsync("PUT", $"/tasks/{task}/status", """{"status":"done"}""");
        Assert.Equal("2026-05-01T12:01:00", moved.Json["updated_at"]!.GetValue<string>());
    }
}
