using System.Collections.Concurrent;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>
/// The promise of the idempotency key, kept against kill -9 and against clients who hang up: whoever sends a request again until it is answered
/// has it done, and done once.
/// </summary>
public sealed class KilledWriterTests : IDisposable
{
    private const int Clients = 16;

    // One attempt in so many is given up after some milliseconds.
    private const int HangUps = 6;

    private readonly FaultServer server = new();
    private readonly ConcurrentDictionary<string, int> acknowledged = [];
    private int lost;

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Every_acknowledged_write_is_there_and_none_twice_however_often_the_server_is_killed()
    {
        var (writes, kills) = FaultServer.IsLong ? (10_000, 20) : (640, 2);
        await server.StartAsync();
        await server.AddUserAsync();

        var writing = Enumerable.Range(0, Clients).Select(client => Task.Run(() => WriteAsync(client, writes / Clients))).ToList();
        for (var kill = 1; kill <= kills; kill++)
        {
            await Polling.UntilAsync(() => Task.FromResult(acknowledged.Count >= writes * kill / (kills + 1) ? this : null));
            await server.KillAndStartAgainAsync();
        }

        await Task.WhenAll(writing);

        Assert.True(lost >= kills, "A kill hit nobody.");
        Assert.Equal(writes, acknowledged.Count);
        Assert.Equal(
            acknowledged.Select(write => $"{write.Value} {write.Key}").Order(StringComparer.Ordinal),
            server.Read("SELECT id || ' ' || title FROM tasks").Order(StringComparer.Ordinal));
        Assert.Equal([$"{writes}"], server.Read("SELECT count(*) FROM task_changes"));
        Assert.Equal([$"{writes}"], server.Read("SELECT count(*) FROM recorded_outcomes"));
        if (!TestDatabase.IsPostgres)
        {
            Assert.Equal(["ok"], server.Read("PRAGMA integrity_check"));
        }
    }

    // Through one door and the other, each write until it is answered.
    private async Task WriteAsync(int client, int count)
    {
        var random = new Random(client);
        for (var i = 0; i < count;)
        {
            var title = $"w{client}-{i}";
            using var patience = new CancellationTokenSource();
            if (random.Next(HangUps) == 0)
            {
                patience.CancelAfter(random.Next(1, 30));
            }

            try
            {
                var overRest = i % 2 == 0;
                var answer = await server.CreateAsync(overRest, title, patience: patience.Token);
                Assert.Equal(200, answer.Status);
                acknowledged[title] = (int)(overRest ? answer.Json["id"]! : answer.Json["data"]!["createTask"]!["task"]!["databaseId"]!);
                i++;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                Interlocked.Increment(ref lost);
                await Polling.PauseAsync(server.Bound);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                // Whether it was done is not known, and asked again.
            }
        }
    }
}
