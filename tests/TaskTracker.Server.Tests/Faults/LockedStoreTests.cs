using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>Another process takes the store's lock and keeps it.</summary>
public sealed class LockedStoreTests : IDisposable
{
    private const int Writers = 32;

    // What a busy machine and the second between two looks at the lock may add.
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(12);

    private readonly FaultServer server = new();
    private int refusals;

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Writers_are_told_in_time_readers_go_on_and_it_passes_without_a_restart()
    {
        // Until everybody has been refused so often, which takes 10 seconds in the long form.
        var (timeout, rounds) = FaultServer.IsLong ? (5, 2) : (1, 1);
        await server.StartAsync($"--Database:BusyTimeoutSeconds={timeout}");
        await server.AddUserAsync();
        await server.CreateAsync(overRest: true, "before");
        List<Task> writing;
        using (var other = (SqliteConnection)server.Open())
        {
            using var transaction = other.BeginTransaction(deferred: false);
            writing = [.. Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteUntilDoneAsync(writer, TimeSpan.FromSeconds(timeout) + Allowance)))];
            await Polling.UntilAsync(async () =>
            {
                Assert.Equal("before", (string?)(await server.AskAsync("{ tasks { nodes { title } } }"))["tasks"]!["nodes"]![0]!["title"]);
                using var read = await server.Client.GetAsync(new Uri(server.Address, "/users/1/tasks"), server.Bound);
                Assert.Single(JsonNode.Parse(await read.Content.ReadAsStringAsync())!.AsArray());
                return Volatile.Read(ref refusals) >= Writers * rounds || writing.Exists(task => task.IsCompleted) ? this : null;
            });
            using var refused = await server.Client.PostAsJsonAsync(new Uri(server.Address, "/tasks/"), new { title = "t", user_id = 1 }, server.Bound);
            Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        }

        await Task.WhenAll(writing);

        Assert.True(refusals >= Writers * rounds);
        Assert.Equal([$"{Writers + 1}"], server.Read("SELECT count(*) FROM tasks"));
        Assert.Equal([$"{Writers + 1}"], server.Read("SELECT count(*) FROM task_changes"));
    }

    private async Task WriteUntilDoneAsync(int writer, TimeSpan bound)
    {
        var overRest = writer % 2 == 0;
        while (true)
        {
            var begun = Stopwatch.GetTimestamp();
            var answer = await server.CreateAsync(overRest, $"w{writer}");
            Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, bound);
            if (answer.Status == 200 && answer.Json["errors"] is null)
            {
                return;
            }

            Assert.Equal(overRest ? null : 1, (int?)answer.Json["errors"]?[0]!["extensions"]!["retryAfterSeconds"]);
            Assert.Equal(overRest ? (503, "STORE_BUSY") : (200, "STORE_BUSY"), (answer.Status, (string?)(answer.Json["code"] ?? answer.Json["errors"]![0]!["extensions"]!["code"])));
            Interlocked.Increment(ref refusals);
        }
    }
}
