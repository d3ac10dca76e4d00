using System.Diagnostics;
using TaskTracker.Server.Tests.Faults;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>PostgreSQL is restarted in immediate mode, as a crash would, while sixteen writers and some subscribers are at work on two servers.</summary>
public sealed class RestartedDatabaseTests : IAsyncLifetime
{
    private const int Writers = 16;
    private const int Tasks = 8;
    private const int WritesBetween = 150;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PostgresCluster cluster = PostgresCluster.StartDurable();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(3));
    private TrackerServer[] replicas = [];

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string> { ["Access:Anonymous"] = "Legacy", ["Database:ConnectionString"] = cluster.Create() };
        replicas = [TrackerServer.With(settings), TrackerServer.With(settings)];
        await replicas[0].AddUserAsync("ada");
        for (var i = 0; i < Tasks; i++)
        {
            await replicas[0].AddTaskAsync(1, $"task {i}");
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }

        cluster.Dispose();
        bound.Dispose();
    }

    [Fact]
    public async Task No_acknowledged_write_is_lost_it_works_again_by_itself_and_subscribers_stay_and_miss_nothing()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(bound.Token);
        var start = (await replicas[0].LogAsync())[^1];
        // Each on one connection, from before the first restart until after the last.
        var received = replicas.SelectMany(replica => new ChangeSource[]
        {
            new WebSocketChanges(replica.Client.BaseAddress!), new EventStreamChanges(replica.Client.BaseAddress!, replica.Client), new RestChanges(replica.Client.BaseAddress!, replica.Client),
        }).Select(source => new Reception(source, start, bound.Token)).ToList();
        var written = 0;
        var writers = Enumerable.Range(0, Writers).Select(i => new Writer(replicas[i % 2].Client, i, Tasks)).ToList();
        var writing = writers.Select((writer, i) => Task.Run(() => writer.RunAsync(() => replicas[i % 2].Client.BaseAddress!, () => Interlocked.Increment(ref written), enough.Token))).ToList();

        for (var restarts = FaultServer.IsLong ? 5 : 2; restarts > 0; restarts--)
        {
            await AwaitWritesAsync(WritesBetween);
            cluster.RestartImmediately();
            var back = Stopwatch.StartNew();
            await AwaitWritesAsync(Writers);
            Assert.InRange(back.Elapsed, TimeSpan.Zero, Patience);
        }

        await AwaitWritesAsync(WritesBetween);
        await enough.CancelAsync();
        await Task.WhenAll(writing);

        var log = (await replicas[0].LogAsync()).SkipWhile(cursor => cursor != start).Skip(1).ToList();
        Assert.Contains(writers, writer => writer.Failed > 0);
        foreach (var one in received)
        {
            Assert.Equal(log, (await one.UntilAsync(log[^1])).Select(change => change.Cursor));
        }

        // Version 1 is the creation, before the log that is compared.
        Assert.Empty(writers.SelectMany(writer => writer.Acknowledged).Where(write => write.Version > 1).Except(received[0].Applied.Select(change => (change.TaskId, change.Version))));

        async Task AwaitWritesAsync(int count)
        {
            var before = Volatile.Read(ref written);
            await Polling.UntilAsync(() => Task.FromResult(Volatile.Read(ref written) >= before + count ? this : null));
        }
    }
}
