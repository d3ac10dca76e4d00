using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Rest;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>
/// Two servers behind PgBouncer, with far fewer sessions than they have connections: whatever needs to come back to its session, finds another. The
/// setting is the one that docs/operations.md tells of.
/// </summary>
public sealed class BehindPoolerTests : IAsyncLifetime
{
    private const int Sessions = 4;
    private const int Writers = 8;
    private const int Changes = 12;

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(30));
    private PoolerProcess pooler = null!;

    public async Task InitializeAsync()
    {
        pooler = await PoolerProcess.StartAsync(PostgresCluster.CreateDatabase(), Sessions);
        TestDatabase.Give(folder.Path, $"{pooler.Connection};Max Auto Prepare=0");
    }

    public Task DisposeAsync()
    {
        pooler.Dispose();
        bound.Dispose();
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Servers_behind_a_pooler_that_lends_sessions_for_transactions_write_read_and_tell_each_others_changes()
    {
        await using var one = TrackerServer.With([], folder.Path);
        await using var other = TrackerServer.With([], folder.Path);
        await one.AddUserAsync("ada");
        for (var i = 0; i < Writers; i++)
        {
            await one.AddTaskAsync(1, "task");
        }

        var before = await one.LogAsync();
        var received = ((TrackerServer[])[one, other]).Select(server => new Reception(new WebSocketChanges(server.Client.BaseAddress!), before[^1], bound.Token)).ToList();

        await Task.WhenAll(Enumerable.Range(1, Writers).Select(task => WorkAsync(task % 2 == 0 ? one : other, task)));
        await AssertToldAsync();
        // Of this one nothing tells the other server: no session of its own listens.
        await MoveAsync(one, 1, "IN_PROGRESS");
        await AssertToldAsync();

        Assert.InRange(int.Parse(one.Read("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")[0], null), 1, Sessions);

        async Task AssertToldAsync()
        {
            var log = (await other.LogAsync()).Skip(before.Count).ToList();
            foreach (var reception in received)
            {
                Assert.Equal(log, (await reception.UntilAsync(log[^1])).Select(change => change.Cursor));
            }
        }
    }

    private static async Task WorkAsync(TrackerServer server, int task)
    {
        for (var i = 0; i < Changes; i++)
        {
            await MoveAsync(server, task, i % 2 == 0 ? "COMPLETED" : "PENDING");
            var data = await server.DataAsync("query ($id: ID!) { task: taskById(id: $id) { version user { username } } tasks(search: \"task\") { totalCount nodes { title } } }", new { id = task });
            Assert.Equal((i + 2, "ada", Writers), ((int)data["task"]!["version"]!, (string?)data["task"]!["user"]!["username"], (int)data["tasks"]!["totalCount"]!));
        }
    }

    private static async Task MoveAsync(TrackerServer server, int task, string status) =>
        Assert.Equal(200, (await server.SendAsync("PUT", $"/tasks/{task}/status", $$"""{"status":"{{status}}"}""")).Status);
}
