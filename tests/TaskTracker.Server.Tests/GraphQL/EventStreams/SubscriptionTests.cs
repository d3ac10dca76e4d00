using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.EventStreams;

/// <summary>Subscriptions over server-sent events, each on a store of its own.</summary>
public sealed class SubscriptionTests : IAsyncLifetime
{
    private const string Everything = "subscription ($after: String, $until: String) { onTaskChanged(after: $after, until: $until) { cursor kind taskVersion task { version } } }";

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
    public async Task A_change_comes_with_its_cursor_as_the_id()
    {
        using var stream = await server.StreamAsync(Everything);
        await server.MoveAsync(task, TaskStatus.Completed);

        var next = await stream.ReadAsync();
        Assert.Equal("next", next!.Event);
        Assert.Equal((await server.LogAsync())[^1], next.Id);
        GraphQLOverHttp.AssertJson(
            $$"""{ "data": { "onTaskChanged": { "cursor": "{{next.Id}}", "kind": "STATUS_CHANGED", "taskVersion": 2, "task": { "version": 2 } } } }""", next.Json);
    }

    [Fact]
    public async Task Subscribing_is_no_defect()
    {
        var log = new ErrorLog();
        await using var other = TrackerServer.With([], configureServices: services => services.AddSingleton<ILoggerProvider>(log));
        using var stream = await other.StreamAsync(Everything);
        Assert.Empty(log.Entries);
    }

    [Fact]
    public async Task A_range_of_the_log_is_replayed_and_completed()
    {
        await server.MoveAsync(task, 5);
        var log = await server.LogAsync();

        using var stream = await server.StreamAsync(Everything, new { after = log[1], until = log[4] });
        var events = await stream.ReadToEndAsync();

        Assert.Equal([.. log.Take(2..5), null], events.Select(e => e.Id));
        Assert.Equal(["next", "next", "next", "complete"], events.Select(e => e.Event));
        // As of the change, and as of now.
        Assert.Equal([3, 4, 5], events.Take(3).Select(e => (int)e.Json["data"]!["onTaskChanged"]!["taskVersion"]!));
        Assert.All(events.Take(3), e => Assert.Equal(6, (int)e.Json["data"]!["onTaskChanged"]!["task"]!["version"]!));
    }

    [Fact]
    public async Task A_client_that_comes_back_goes_on_after_its_last_event_whatever_after_says()
    {
        await server.MoveAsync(task, 4);
        var log = await server.LogAsync();

        using var stream = await server.StreamAsync(Everything, new { after = log[0], until = log[^1] }, lastEventId: log[2]);
        Assert.Equal([.. log.Skip(3), null], (await stream.ReadToEndAsync()).Select(e => e.Id));

        using var byGet = await EventStreamReader.OpenAsync(
            server.Client, new(HttpMethod.Get, "/graphql?query=subscription%7BonTaskChanged%7Bcursor%7D%7D"), log[3]);
        Assert.Equal(log[4], (await byGet.ReadAsync())!.Id);
    }

    [Fact]
    public async Task A_forged_last_event_id_is_refused()
    {
        using var stream = await server.StreamAsync(Everything, lastEventId: "0000000000000001463a354959809ead");
        var error = (await stream.ReadToEndAsync())[0].Json["errors"]![0]!;
        Assert.Equal("INVALID_CURSOR", (string?)error["extensions"]!["code"]);
        Assert.Contains("Last-Event-ID", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_whose_changes_are_pruned_is_told_the_oldest_that_works()
    {
        await server.MoveAsync(task, 9);
        var log = await server.LogAsync();
        await server.PruneAsync(kept: 3);

        using var expired = await server.StreamAsync(Everything, new { after = log[2] });
        var error = (await expired.ReadToEndAsync())[0].Json["errors"]![0]!["extensions"]!;
        GraphQLOverHttp.AssertJson($$"""{ "code": "CURSOR_EXPIRED", "oldest": "{{log[6]}}" }""", error);

        using var held = await server.StreamAsync(Everything, new { until = log[^1] }, lastEventId: (string)error["oldest"]!);
        Assert.Equal([.. log.Skip(7), null], (await held.ReadToEndAsync()).Select(e => e.Id));
    }

    [Fact]
    public async Task A_task_that_leaves_the_filter_by_reassignment_is_announced_once_more()
    {
        using var stream = await server.StreamAsync($"subscription {{ onTaskChanged(userId: {alice}) {{ kind task {{ userId }} }} }}");
        await server.AssignAsync(task, bob);
        await server.MoveAsync(task, TaskStatus.Completed);
        await server.AssignAsync(task, alice);

        var events = await stream.ReadAsync(2);
        Assert.Equal((await server.LogAsync()).Where((_, i) => i is 1 or 3), events.Select(e => e.Id));
    }

    [Fact]
    public async Task Subscribers_of_one_feed_share_an_execution()
    {
        using var first = await server.StreamAsync(Everything);
        using var second = await server.StreamAsync(Everything, new { after = (await server.LogAsync())[^1] });
        server.Commands.Clear();
        await server.MoveAsync(task, TaskStatus.Completed);

        Assert.Equal(await first.ReadAsync(), await second.ReadAsync());
        // The task itself, for its version; whatever the write and the feed read is something else.
        Assert.Single(server.Commands.Texts, text => text.Contains("FROM \"tasks\"", StringComparison.Ordinal) && !text.Contains("completed_at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_silent_stream_shows_signs_of_life_without_an_id()
    {
        using var stream = await server.StreamAsync(Everything);
        Assert.Equal(new(null, null, null, null, true), await stream.ReadBlockAsync());
        Assert.Equal(new(null, null, null, null, true), await stream.ReadBlockAsync());
    }

    [Fact]
    public async Task A_server_that_stops_ends_the_stream_without_completing_it()
    {
        using var stream = await server.StreamAsync(Everything);
        await server.MoveAsync(task, TaskStatus.Completed);
        Assert.Equal("next", (await stream.ReadAsync())!.Event);

        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        // No complete: the client is to come back.
        Assert.Empty(await stream.ReadToEndAsync());
    }

    [Fact]
    public async Task Nothing_is_missed_or_doubled_between_the_replay_and_what_happens_meanwhile()
    {
        var tasks = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            tasks.Add((await server.AddTaskAsync(alice, $"Task {i}")).Id);
        }

        var first = (await server.LogAsync())[0];
        var writing = Task.WhenAll(tasks.Select(id => server.MoveAsync(id, 100)));
        var readers = Enumerable.Range(0, 8).Select(_ => ReadAsync(first, 404)).ToList();
        await writing;

        var log = await server.LogAsync();
        foreach (var reader in readers)
        {
            Assert.Equal(log.Skip(1), await reader);
        }
    }

    [Fact]
    public async Task A_client_that_is_cut_off_again_and_again_applies_every_change_once()
    {
        var writing = Task.Run(() => server.MoveAsync(task, 300));
        var applied = new List<string> { (await server.LogAsync())[0] };
        while (applied.Count < 301)
        {
            using var stream = await server.StreamAsync(Everything, lastEventId: applied[^1]);
            applied.AddRange((await stream.ReadAsync(Math.Min(17, 301 - applied.Count))).Select(e => e.Id!));
        }

        await writing;
        Assert.Equal(await server.LogAsync(), applied);
    }

    private async Task<IEnumerable<string?>> ReadAsync(string after, int count)
    {
        using var stream = await server.StreamAsync(Everything, new { after });
        return (await stream.ReadAsync(count)).Select(e => e.Id);
    }
}
