using TaskTracker.Server.Tests.Faults;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>One of two servers is killed with -9 under load: writers and subscribers go on with the other.</summary>
public sealed class KilledReplicaTests : IDisposable
{
    private const int Tasks = 8;
    private const int Writers = 8;

    private readonly FaultServer killed = new();
    private readonly FaultServer other;

    public KilledReplicaTests() => other = new(killed);

    public void Dispose()
    {
        other.Dispose();
        killed.Dispose();
    }

    [Fact]
    public async Task Whoever_goes_on_with_the_other_server_misses_nothing()
    {
        var (followerCount, writes) = FaultServer.IsLong ? (30, 3_000) : (6, 300);
        await Task.WhenAll(killed.StartAsync(), other.StartAsync());
        await killed.AddUserAsync();
        var start = await killed.AddTasksAsync(Tasks);

        var end = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var endIsKnown = new CancellationTokenSource();
        var followers = Enumerable.Range(0, followerCount).Select(i => new Follower(new InTurn(Sources(i % 3)), start)).ToList();
        var following = followers.Select((follower, i) => Task.Run(() => follower.RunAsync(end.Task, new Random(i), endIsKnown.Token, other.Bound))).ToList();

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(other.Bound);
        var (written, isAlive) = (0, true);
        var writers = Enumerable.Range(0, Writers).Select(i => new Writer(other.Client, i, Tasks)).ToList();
        var writing = writers.Select((writer, i) => Task.Run(() => writer.RunAsync(
            () => i % 2 == 0 && Volatile.Read(ref isAlive) ? killed.Address : other.Address,
            () => Interlocked.Increment(ref written),
            enough.Token))).ToList();
        await AwaitWritesAsync(writes);
        killed.Kill();
        // Nobody tells the writers until now: some meet a dead server.
        await Polling.UntilAsync(() => Task.FromResult(writers.Exists(writer => writer.Failed > 0) ? this : null));
        Volatile.Write(ref isAlive, false);
        await AwaitWritesAsync(2 * writes);
        await enough.CancelAsync();
        await Task.WhenAll(writing);

        var log = await other.ReadLogAsync(start);
        end.SetResult(log[^1].Cursor);
        await endIsKnown.CancelAsync();
        await Task.WhenAll(following);

        Assert.All(followers, follower => Assert.Equal(log, follower.Applied));
        Assert.Empty(writers.SelectMany(writer => writer.Acknowledged).Where(write => write.Version > 1).Except(log.Select(change => (change.TaskId, change.Version))));
        foreach (var task in log.GroupBy(change => change.TaskId))
        {
            Assert.Equal(Enumerable.Range(2, task.Count()), task.Select(change => change.Version));
        }

        Task AwaitWritesAsync(int count) => Polling.UntilAsync(() => Task.FromResult(Volatile.Read(ref written) >= count ? this : null));
    }

    private ChangeSource[] Sources(int kind) => [.. new[] { killed, other }.Select(server => kind switch
    {
        0 => (ChangeSource)new WebSocketChanges(server.Address),
        1 => new EventStreamChanges(server.Address, server.Client),
        _ => new RestChanges(server.Address, server.Client),
    })];

    /// <summary>One server at each connection and the other at the next.</summary>
    private sealed class InTurn(ChangeSource[] sources) : ChangeSource
    {
        private int connections;

        public override IAsyncEnumerable<Applied> FollowAsync(string after, string? until, CancellationToken cancellationToken) =>
            sources[connections++ % sources.Length].FollowAsync(after, until, cancellationToken);
    }
}
