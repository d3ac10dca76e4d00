using System.Diagnostics;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>What other servers have written arrives, whatever becomes of the signal that tells of it.</summary>
public sealed class LostSignalTests : IAsyncLifetime
{
    private const string Listening = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'";

    // A server looks at the log once a second; the rest is for a machine that does much else.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(1));
    private TrackerServer writer = null!;
    private TrackerServer reader = null!;
    private IAsyncEnumerator<Applied> changes = null!;
    private int moves;

    public async Task InitializeAsync()
    {
        writer = TrackerServer.With([], folder.Path);
        reader = TrackerServer.With([], folder.Path);
        await writer.AddUserAsync("ada");
        await writer.AddTaskAsync(1, "task");
        changes = new WebSocketChanges(reader.Client.BaseAddress!).FollowAsync((await writer.LogAsync())[^1], until: null, bound.Token).GetAsyncEnumerator();
        // So that the subscription is there when it begins.
        var first = changes.MoveNextAsync();
        await writer.MoveAsync(1, times: 1);
        await first;
    }

    public async Task DisposeAsync()
    {
        await changes.DisposeAsync();
        await reader.DisposeAsync();
        await writer.DisposeAsync();
        bound.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Changes_arrive_within_the_poll_interval_when_the_session_that_listens_is_killed_and_at_once_when_it_is_back()
    {
        writer.Read($"SELECT pg_terminate_backend(pid) {Listening}");
        var fast = await MoveAsync();
        Assert.InRange(fast, TimeSpan.Zero, Interval + Allowance);

        await Polling.UntilAsync(() => Task.FromResult(writer.Read($"SELECT pid {Listening}").Count == 2 ? this : null));
        for (var i = 0; i < 10; i++)
        {
            var time = await MoveAsync();
            fast = time < fast ? time : fast;
        }

        Assert.InRange(fast, TimeSpan.Zero, Interval / 4);
    }

    [Fact]
    public async Task A_change_that_no_signal_tells_of_arrives_within_the_poll_interval()
    {
        writer.Read("INSERT INTO task_changes (task_id, task_version, kind, changes, user_id, origin, at) VALUES (1, 3, 0, '[]', 1, 0, now())");

        Assert.InRange(await NextAsync(), TimeSpan.Zero, Interval + Allowance);
    }

    private async Task<TimeSpan> MoveAsync()
    {
        await writer.MoveAsync(1, moves++ % 2 == 0 ? TaskStatus.Pending : TaskStatus.Completed);
        return await NextAsync();
    }

    private async Task<TimeSpan> NextAsync()
    {
        var waiting = Stopwatch.StartNew();
        Assert.True(await changes.MoveNextAsync());
        return waiting.Elapsed;
    }
}
