using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

/// <summary><c>GET /tasks/events</c>, each test on a store of its own.</summary>
public sealed class EventsTests : IAsyncLifetime
{
    private TrackerServer server = null!;
    private int alice;
    private int bob;
    private int task;

    public async Task InitializeAsync()
    {
        server = TrackerServer.With(new() { ["EventStreams:HeartbeatSeconds"] = "1" });
        alice = (await server.AddUserAsync("alice")).Id;
        bob = (await server.AddUserAsync("bob")).Id;
        task = (await server.AddTaskAsync(alice, "Write")).Id;
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_change_is_told_as_REST_spells_it()
    {
        using var stream = await server.StreamEventsAsync();
        Assert.Equal((200, "text/event-stream; charset=utf-8"), ((int)stream.Response.StatusCode, stream.Response.Content.Headers.ContentType!.ToString()));
        var opening = await stream.ReadBlockAsync();
        Assert.Equal(("2000", (await server.LogAsync())[^1], null), (opening!.Retry, opening.Id, opening.Data));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await server.SendAsync("PUT", $"/tasks/{task}/status", """{"status":"done"}""");

        var told = await stream.ReadAsync();
        var cursor = (await server.LogAsync())[^1];
        Assert.Equal(("status_changed", cursor), (told!.Event, told.Id));
        GraphQLOverHttp.AssertJson(
            $$"""
            { "cursor": "{{cursor}}", "kind": "status_changed", "task_id": {{task}}, "task_version": 2, "from_status": "PENDING", "to_status": "COMPLETED",
              "user_id": {{alice}}, "previous_user_id": null, "changes": [{ "field": "status", "from": "PENDING", "to": "COMPLETED" }, { "field": "completed_at", "from": null, "to": "2026-05-01T12:01:01" }],
              "actor": null, "origin": "rest", "at": "2026-05-01T12:01:01",
              "task": { "id": {{task}}, "title": "Write", "description": null, "status": "COMPLETED", "user_id": {{alice}},
                "created_at": "2026-05-01T12:00:01", "updated_at": "2026-05-01T12:01:01", "version": 2 } }
            """,
            told.Json);
    }

    [Fact]
    public async Task A_stream_counts_as_a_subscription_for_as_long_as_its_client_stays()
    {
        using (await server.StreamEventsAsync())
        {
            await server.SubscriptionsAsync(1);
        }

        await server.SubscriptionsAsync(0);
    }

    [Fact]
    public async Task Statuses_are_spelled_as_the_setting_says()
    {
        await using var other = TrackerServer.With(new() { ["Rest:StatusSpelling"] = "LowerCase" });
        var id = (await other.AddTaskAsync((await other.AddUserAsync("alice")).Id, "Write")).Id;
        using var stream = await other.StreamEventsAsync();
        await other.MoveAsync(id, TaskStatus.InProgress);

        var told = (await stream.ReadAsync())!.Json;
        Assert.Equal(
            ["pending", "in_progress", "pending", "in_progress", "in_progress"],
            new[] { told["from_status"], told["to_status"], told["changes"]![0]!["from"], told["changes"]![0]!["to"], told["task"]!["status"] }.Select(s => (string?)s));
    }

    [Fact]
    public async Task The_change_is_as_it_was_and_the_task_as_it_is()
    {
        await server.MoveAsync(task, 3);
        await server.AssignAsync(task, bob);
        var log = await server.LogAsync();

        using var stream = await server.StreamEventsAsync($"?after={log[0]}&until={log[^1]}");
        var told = await stream.ReadToEndAsync();

        Assert.Equal(log.Skip(1), told.Select(e => e.Id));
        Assert.Equal(["status_changed", "status_changed", "status_changed", "assigned"], told.Select(e => e.Event));
        Assert.Equal([2, 3, 4, 5], told.Select(e => (int)e.Json["task_version"]!));
        Assert.All(told, e => Assert.Equal(5, (int)e.Json["task"]!["version"]!));
        Assert.Equal((bob, alice), ((int)told[3].Json["user_id"]!, (int)told[3].Json["previous_user_id"]!));
        GraphQLOverHttp.AssertJson($$"""[{ "field": "user_id", "from": "{{alice}}", "to": "{{bob}}" }]""", told[3].Json["changes"]);
    }

    [Fact]
    public async Task The_task_is_null_when_it_is_gone()
    {
        var log = await server.LogAsync();
        await server.DeleteTaskAsync(task);
        using var stream = await server.StreamEventsAsync("?after=" + await server.BeginningAsync());

        var told = await stream.ReadAsync();
        Assert.Equal(log[0], told!.Id);
        Assert.Null(told.Json["task"]);
    }

    [Theory]
    [InlineData("?task_id=2", "created,status_changed")]
    [InlineData("?kinds=created", "created,created")]
    [InlineData("?kinds=created,assigned", "created,created,assigned")]
    [InlineData("?kinds=created&kinds=ASSIGNED", "created,created,assigned")]
    [InlineData("?to=done", "status_changed")]
    [InlineData("?to=pending,in_progress", "")]
    [InlineData("?user_id=1", "created,created,status_changed,assigned")]
    [InlineData("?user_id=2", "assigned,status_changed")]
    [InlineData("?user_id=99999999999", "")]
    [InlineData("?Kinds=created", "created,created,status_changed,assigned,status_changed")]
    public async Task The_parameters_choose(string parameters, string kinds)
    {
        var other = (await server.AddTaskAsync(alice, "Other")).Id;
        await server.MoveAsync(other, TaskStatus.Completed);
        await server.AssignAsync(task, bob);
        await server.MoveAsync(task, TaskStatus.InProgress);
        await server.MoveAsync(task, TaskStatus.InProgress);
        var log = await server.LogAsync();

        var to = parameters.Contains("to=p", StringComparison.Ordinal) ? "&kinds=created" : "";
        using var stream = await server.StreamEventsAsync($"{parameters}{to}&after={await server.BeginningAsync()}&until={log[^1]}");
        Assert.Equal(kinds, string.Join(',', (await stream.ReadToEndAsync()).Select(e => e.Event)));
    }

    [Theory]
    [InlineData("?task_id=abc", "int_parsing query.task_id Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("?user_id=", "int_parsing query.user_id Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("?kinds=created,moved", "enum query.kinds Input should be 'created', 'updated', 'status_changed', 'assigned', 'deleted' or 'restored'")]
    [InlineData("?kinds=", "enum query.kinds Input should be 'created', 'updated', 'status_changed', 'assigned', 'deleted' or 'restored'")]
    [InlineData("?to=nowhere", "enum query.to Input should be 'PENDING', 'IN_PROGRESS' or 'COMPLETED'")]
    public async Task A_parameter_that_means_nothing_is_refused_in_the_legacy_style(string parameters, string error) =>
        Assert.Equal(error, (await server.GetAsync("/tasks/events" + parameters)).Error);

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once() =>
        Assert.Equal(3, (await server.GetAsync("/tasks/events?to=x&kinds=x&task_id=x")).Errors.Count);

    [Fact]
    public async Task A_forged_cursor_is_refused_wherever_it_comes_from()
    {
        const string Forged = "0000000000000001463a354959809ead";
        Assert.Equal(
            "value_error query.after Value error, The cursor in 'after' is not of this server's change log. Read the present state again, and continue from its 'asOf' or without a cursor.",
            (await server.GetAsync("/tasks/events?after=" + Forged)).Error);
        Assert.StartsWith("value_error query.until", (await server.GetAsync("/tasks/events?until=x")).Error, StringComparison.Ordinal);
        using var stream = await server.StreamEventsAsync(lastEventId: Forged);
        Assert.Equal(422, (int)stream.Response.StatusCode);
        GraphQLOverHttp.AssertJson("""["header", "last-event-id"]""", JsonNode.Parse(await stream.ReadBodyAsync())!["detail"]![0]!["loc"]);
    }

    [Fact]
    public async Task A_refusal_shows_the_cursor_that_counts()
    {
        var refused = await server.GetAsync($"/tasks/events?after={(await server.LogAsync())[^1]}&after=zz");
        Assert.Equal("zz", (string?)refused.Json["detail"]![0]!["input"]);
    }

    [Fact]
    public async Task The_last_event_id_wins_over_after()
    {
        await server.MoveAsync(task, 4);
        var log = await server.LogAsync();
        using var stream = await server.StreamEventsAsync($"?after={log[0]}&until={log[^1]}", lastEventId: log[2]);
        Assert.Equal(log.Skip(3), (await stream.ReadToEndAsync()).Select(e => e.Id));
    }

    [Fact]
    public async Task A_cursor_whose_changes_are_pruned_is_gone()
    {
        await server.MoveAsync(task, 9);
        var log = await server.LogAsync();
        await server.PruneAsync(kept: 3);

        var gone = await server.GetAsync("/tasks/events?after=" + log[2]);
        Assert.Equal((410, "CURSOR_EXPIRED", log[6]), (gone.Status, (string?)gone.Json["code"], (string?)gone.Json["oldest"]));
        Assert.NotNull(gone.Json["detail"]);
    }

    [Fact]
    public async Task Subscribers_share_what_is_read_for_them()
    {
        using var everything = await server.StreamEventsAsync();
        using var filtered = await server.StreamEventsAsync("?task_id=" + task);
        server.Commands.Clear();
        await server.MoveAsync(task, TaskStatus.Completed);

        Assert.Equal(await everything.ReadAsync(), await filtered.ReadAsync());
        // The write reads the task as well, before it changes it.
        var texts = server.Commands.Texts;
        Assert.Single(texts.SkipWhile(text => !text.Contains("UPDATE \"tasks\"", StringComparison.Ordinal)), text => text.Contains("FROM \"tasks\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silent_stream_shows_signs_of_life_without_an_id()
    {
        using var stream = await server.StreamEventsAsync("?task_id=999");
        Assert.Equal("2000", (await stream.ReadBlockAsync())!.Retry);
        Assert.Equal(new(null, null, null, null, true), await stream.ReadBlockAsync());
    }

    [Fact]
    public async Task Nothing_is_missed_or_doubled_by_a_client_that_is_cut_off_again_and_again_while_others_write()
    {
        var second = (await server.AddTaskAsync(alice, "Second")).Id;
        var writing = Task.WhenAll(server.MoveAsync(task, 150), server.MoveAsync(second, 150));
        var applied = (await server.LogAsync()).Take(2).ToList();
        while (applied.Count < 302)
        {
            using var stream = await server.StreamEventsAsync(lastEventId: applied[^1]);
            applied.AddRange((await stream.ReadAsync(Math.Min(13, 302 - applied.Count))).Select(e => e.Id!));
        }

        await writing;
        Assert.Equal(await server.LogAsync(), applied);
    }

    [Theory]
    [InlineData("/tasks/abc")]
    [InlineData("/tasks/Events")]
    [InlineData("/tasks/events2")]
    public async Task Any_other_word_is_still_an_id(string path) =>
        Assert.Equal("int_parsing path.task_id Input should be a valid integer, unable to parse string as an integer", (await server.GetAsync(path)).Error);

    [Fact]
    public async Task The_route_keeps_the_manners_of_the_others()
    {
        var redirected = await server.GetAsync("/tasks/events/?task_id=1");
        Assert.Equal((307, "/tasks/events?task_id=1"), (redirected.Status, redirected.Message.Headers.Location!.PathAndQuery));
        Assert.Equal(405, (await server.SendAsync("DELETE", "/tasks/events")).Status);
        Assert.Equal(422, (await server.SendAsync("PUT", "/tasks/events", """{"status":"done"}""")).Status);
    }
}
