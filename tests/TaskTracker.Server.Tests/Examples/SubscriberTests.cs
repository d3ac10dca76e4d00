using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Faults;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Examples;

/// <summary>The scripts of examples/subscriber keep their promise, run by node against a server of its own.</summary>
public sealed class SubscriberTests : IClassFixture<NodePackages>, IDisposable
{
    private const int Tasks = 5;
    private const int Writes = 300;

    private static readonly string[] Statuses = ["PENDING", "IN_PROGRESS", "COMPLETED"];

    private readonly FaultServer server = new();

    public void Dispose() => server.Dispose();

    [Theory]
    [InlineData("websocket.mjs", "ws", "graphql")]
    [InlineData("events.mjs", "http", "")]
    public async Task The_example_applies_each_change_once_though_the_server_and_it_are_killed(string script, string scheme, string path)
    {
        await server.StartAsync();
        await server.AddUserAsync();
        await server.AddTasksAsync(Tasks);

        using var subscriber = new SubscriberScript(script, server.File("journal.json"), new UriBuilder(new Uri(server.Address, path)) { Scheme = scheme }.Uri.ToString());
        subscriber.Start();
        var start = (string)(await subscriber.JournalAsync(_ => true))["cursor"]!;

        var written = 0;
        var writing = Task.Run(() => WriteAsync(() => Interlocked.Increment(ref written)));
        await WrittenAsync(Writes / 4);
        await server.KillAndStartAgainAsync();
        await WrittenAsync(Writes / 2);
        await subscriber.KillAsync();
        await WrittenAsync(Writes * 3 / 4);
        subscriber.Start();
        await writing;

        var log = await LogAsync(start);
        Assert.Equal(Writes, log.Count);
        var end = (string)log[^1]["cursor"]!;
        var journal = await subscriber.JournalAsync(read => (string)read["cursor"]! == end);
        await subscriber.KillAsync();

        Assert.Equal(log.Count, (int)journal["applied"]!);
        await AssertStatusesAsync(journal["statuses"]!.AsObject());
        AssertToldInOrder(log, subscriber.Lines);

        Task<SubscriberTests> WrittenAsync(int count) => Polling.UntilAsync(() => Task.FromResult(Volatile.Read(ref written) >= count ? this : null));
    }

    // The change that was being applied when the script was killed may be in the journal without having been told.
    private static void AssertToldInOrder(List<JsonNode> log, IReadOnlyList<string> lines)
    {
        Assert.InRange(lines.Count, log.Count - 1, log.Count);
        var told = new Queue<string>(lines);
        foreach (var change in log)
        {
            var names = new[] { $"STATUS_CHANGED {change["taskId"]} {change["toStatus"]}", $"status_changed {change["task"]!["databaseId"]} {change["toStatus"]}" };
            if (told.TryPeek(out var next) && names.Contains(next))
            {
                told.Dequeue();
            }
        }

        Assert.Empty(told);
    }

    // What the server did not answer, because it was killed, may have happened or not; it is tried again, and is no change the second time.
    private async Task WriteAsync(Action count)
    {
        for (var i = 0; i < Writes;)
        {
            try
            {
                var status = Statuses[((i / Tasks) + 1) % 3];
                using var answer = await server.Client.PutAsJsonAsync(new Uri(server.Address, $"/tasks/{(i % Tasks) + 1}/status"), new { status }, server.Bound);
                answer.EnsureSuccessStatusCode();
                i++;
                count();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                await Polling.PauseAsync(server.Bound);
            }
        }
    }

    private async Task<List<JsonNode>> LogAsync(string? after)
    {
        var log = new List<JsonNode>();
        while (after is not null)
        {
            var page = (await server.AskAsync(
                "query ($after: String) { taskChanges(first: 100, after: $after) { nodes { cursor taskId toStatus task { databaseId } } pageInfo { hasNextPage endCursor } } }",
                new { after }))["taskChanges"]!;
            log.AddRange(page["nodes"]!.AsArray().Select(node => node!));
            after = (bool)page["pageInfo"]!["hasNextPage"]! ? (string?)page["pageInfo"]!["endCursor"] : null;
        }

        return log;
    }

    private async Task AssertStatusesAsync(JsonObject statuses)
    {
        var tasks = (await server.AskAsync("{ tasks(first: 100) { nodes { id databaseId status } } }"))["tasks"]!["nodes"]!.AsArray();
        Assert.Equal(Tasks, statuses.Count);
        Assert.All(tasks, task => Assert.Equal((string)task!["status"]!, (string?)(statuses[(string)task["id"]!] ?? statuses[$"{task["databaseId"]}"])));
    }
}
