using TaskTracker.Benchmarks.Load;
using TaskTracker.Benchmarks.Processes;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>Many WebSockets with a subscription each, to whom nothing happens: what they cost in memory, and whether it is given back.</summary>
internal sealed class IdleSockets(MeasuredProcess server, TrackerClient client, int count)
{
    private const int BufferSize = 1024;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    public async Task<IdleResult> RunAsync()
    {
        var before = await SettledAsync();
        var start = await client.FindNewestCursorAsync();
        var sockets = Enumerable.Range(0, count).Select(_ => new WebSocketSubscriber(new SeenChanges(0, () => { }), BufferSize)).ToList();
        try
        {
            sockets.ForEach(socket => socket.Follow(client.Server, start));
            await client.AwaitSubscriptionsAsync(count);
            var with = await SettledAsync();
            sockets.ForEach(socket => socket.Dispose());
            await client.AwaitSubscriptionsAsync(0);
            return new(count, before, with, await SettledAsync());
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private async Task<long> SettledAsync()
    {
        await Task.Delay(Settling);
        return server.ResidentBytes;
    }
}

/// <summary>Resident memory in bytes.</summary>
internal sealed record IdleResult(int Count, long Before, long With, long After)
{
    public double PerSocket => (double)(With - Before) / Count;

    /// <summary>The part of what they took that was given back.</summary>
    public double Returned => (double)(With - After) / (With - Before);
}
