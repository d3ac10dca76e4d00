using System.Diagnostics;
using TaskTracker.Benchmarks.Load;
using TaskTracker.Benchmarks.Processes;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>Many subscribers who each want every change.</summary>
/// <param name="server">Our server.</param>
/// <param name="client">Asks it.</param>
/// <param name="tasks">What is changed.</param>
/// <param name="subscribers">How many follow.</param>
/// <param name="changes">How many changes there are.</param>
internal sealed class FanOut(MeasuredProcess server, TrackerClient client, IReadOnlyList<MovedTask> tasks, int subscribers, int changes)
{
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="make">Makes a subscriber.</param>
    /// <param name="perSecond">How many changes are written in a second; null for as many as can be.</param>
    public async Task<FanOutResult> RunAsync(Func<SeenChanges, int, Subscriber> make, int? perSecond)
    {
        var start = await client.FindNewestCursorAsync();
        var incomplete = subscribers;
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = Enumerable.Range(0, subscribers).Select(_ => new SeenChanges(changes, Completed)).ToList();
        var all = seen.ConvertAll(each => make(each, BufferSize));
        try
        {
            all.ForEach(subscriber => subscriber.Follow(client.Server, start));
            await client.AwaitSubscriptionsAsync(subscribers);
            GC.Collect();
            var (serverTime, loadTime) = (server.ProcessorTime, Environment.CpuUsage.TotalTime);
            await (perSecond is { } pace ? WritePacedAsync(pace) : WriteAsync());
            await Task.WhenAny(complete.Task, Task.Delay(Patience));
            (serverTime, loadTime) = (server.ProcessorTime - serverTime, Environment.CpuUsage.TotalTime - loadTime);
            var log = await client.ReadLogAsync(start);
            return all.Find(subscriber => subscriber.Fault is not null) is { } broken ? throw broken.Fault! : new(seen, log, serverTime, loadTime);
        }
        finally
        {
            all.ForEach(subscriber => subscriber.Dispose());
            await client.AwaitSubscriptionsAsync(0);
        }

        void Completed()
        {
            if (Interlocked.Decrement(ref incomplete) == 0)
            {
                complete.SetResult();
            }
        }
    }

    // By as many writers as there are tasks, each without a pause.
    private Task WriteAsync()
    {
        var left = changes;
        return Task.WhenAll(tasks.Select(async task =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await task.MoveAsync();
            }
        }));
    }

    // By the clock, whether or not the change before is written; only those of one task wait for each other.
    private async Task WritePacedAsync(int perSecond)
    {
        var moves = new Task[tasks.Count];
        Array.Fill(moves, Task.CompletedTask);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < changes; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond) - Stopwatch.GetElapsedTime(start);
            await Task.Delay(due > TimeSpan.Zero ? due : TimeSpan.Zero);
            var (task, before) = (tasks[i % tasks.Count], moves[i % tasks.Count]);
            moves[i % tasks.Count] = MoveAsync(task, before);
        }

        await Task.WhenAll(moves);

        static async Task MoveAsync(MovedTask task, Task before)
        {
            await before;
            await task.MoveAsync();
        }
    }
}
