using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>One of a thousand subscribers stops reading: nobody else notices, nothing is gathered for it, and it misses nothing.</summary>
[Collection(nameof(Alone))]
public sealed class StalledSocketTests : IDisposable
{
    private const int Readers = 999;
    private const int ChangesToWarmUp = 30;
    private const int ChangesBefore = 60;
    private const int ChangesMeanwhile = 100;

    // With ids of 4,000 characters, of which each is written in six bytes: what is not read comes to 240 MB, many times what the system's own buffers take. They are
    // many times what they come with, too, by which the server measures how much it tells at once.
    private const int StalledSubscriptions = 100;
    private const int IdLength = 4_000;
    private const char Wide = '長';

    /// <summary>
    /// By how much the server may grow while the one does not read: less than two thirds of what it does not read. The collector lets a server that
    /// tells a thousand others grow by some 100 MB by itself.
    /// </summary>
    private const long MaxGrowthBytes = 150 * 1024 * 1024;

    private const string Selection = "cursor taskId taskVersion";

    private static readonly string[] Statuses = ["PENDING", "IN_PROGRESS", "COMPLETED"];

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new();
    private readonly HttpClient narrow = NarrowConnection.Client();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(3));
    private TrackerProcess process = null!;

    public void Dispose()
    {
        process.Dispose();
        client.Dispose();
        narrow.Dispose();
        bound.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task One_of_a_thousand_sockets_that_is_not_read_slows_nobody_takes_no_memory_and_misses_nothing()
    {
        process = TrackerProcess.Start("--urls", "http://127.0.0.1:0", folder.Setting, "--GraphQL:WebSocket:SendTimeoutSeconds=600");
        client.BaseAddress = await process.AddressAsync();
        await AskAsync("""mutation { createUser(input: {username: "ada", email: "ada@example.com"}) { user { id } } }""");
        await AskAsync("""mutation { createTask(input: {title: "t", userId: 1}) { task { id } } }""");
        var start = (string)(await AskAsync("{ changeLog { newestCursor } }"))["changeLog"]!["newestCursor"]!;

        const int warm = 1 + ChangesToWarmUp;
        const int between = warm + ChangesBefore;
        const int last = between + ChangesMeanwhile;
        var audience = new Audience(new WebSocketChanges(client.BaseAddress, selection: Selection), Readers, last);
        audience.Follow(start, bound.Token);
        await WatchAsync(audience, 2, warm);
        var (before, sizeBefore) = await WatchAsync(audience, warm + 1, between);

        await using var stalled = await SocketClient.InitialisedAsync(client.BaseAddress, narrow, bound.Token);
        for (var i = 0; i < StalledSubscriptions; i++)
        {
            await stalled.SubscribeAsync($"{i}".PadLeft(IdLength, Wide), ChangeSource.Subscription(Selection), new { after = start });
        }

        var (meanwhile, sizeMeanwhile) = await WatchAsync(audience, between + 1, last);
        await audience.EndAsync();

        Assert.InRange(sizeMeanwhile - sizeBefore, long.MinValue, MaxGrowthBytes);
        // One that waited for it would wait until it reads again; the rest is what a busy machine makes of it.
        Assert.InRange(meanwhile, TimeSpan.Zero, (before * 3) + TimeSpan.FromMilliseconds(250));
        await AssertMissedNothingAsync(stalled, last);
    }

    private static async Task AssertMissedNothingAsync(SocketClient stalled, int last)
    {
        var versions = new Dictionary<string, int>();
        for (var ended = 0; ended < StalledSubscriptions;)
        {
            var message = await stalled.ReadAsync();
            if ((string?)message["type"] == "ping")
            {
                await stalled.SendAsync("""{"type":"pong"}""");
                continue;
            }

            var id = (string)message["id"]!;
            var version = versions.GetValueOrDefault(id, 1) + 1;
            Assert.Equal(version, (int)message["payload"]!["data"]!["onTaskChanged"]!["taskVersion"]!);
            versions[id] = version;
            ended += version == last ? 1 : 0;
        }
    }

    private async Task<(TimeSpan Delay, long Size)> WatchAsync(Audience audience, int from, int to)
    {
        var largest = 0L;
        var delay = await audience.WatchAsync(from, to, async version =>
        {
            using var answer = await client.PutAsJsonAsync("/tasks/1/status", new { status = Statuses[version % 3] }, bound.Token);
            answer.EnsureSuccessStatusCode();
            largest = Math.Max(largest, process.ResidentBytes());
        });
        return (delay, largest);
    }

    private async Task<JsonNode> AskAsync(string query)
    {
        using var answer = await client.PostAsJsonAsync("/graphql", new { query }, bound.Token);
        var result = (await answer.Content.ReadFromJsonAsync<JsonNode>(bound.Token))!;
        Assert.True(result["errors"] is null, result.ToJsonString());
        return result["data"]!;
    }
}
