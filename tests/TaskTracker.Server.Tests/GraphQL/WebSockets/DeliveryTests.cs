using System.Net.WebSockets;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.WebSockets;

/// <summary>Every change, in order, once.</summary>
public sealed class DeliveryTests
{
    private const string Follow =
        "subscription ($after: String, $until: String) { onTaskChanged(after: $after, until: $until) { cursor task { title } } }";

    [Fact]
    public async Task Subscribing_while_others_write_has_no_gap_and_no_double_at_the_seam()
    {
        await using var server = new TrackerServer();
        await server.AddUserAsync("ada");
        var start = await AsOfAsync(server);
        await using var client = await SocketClient.InitialisedAsync(server);
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await server.AddTaskAsync(1, $"{writer}.{i}");
            }
        })));
        for (var i = 0; i < 10; i++)
        {
            await client.SubscribeAsync($"{i}", Follow, new { after = start });
        }

        var received = new Dictionary<string, List<string>>();
        while (received.Count < 10 || received.Values.Any(cursors => cursors.Count < 200))
        {
            var message = await client.ReadAsync();
            if ((string?)message["type"] == "next")
            {
                var id = (string)message["id"]!;
                received.TryAdd(id, []);
                received[id].Add(Cursor(message));
            }
        }

        await writing;
        var log = await LogAsync(server);
        Assert.Equal(200, log.Count);
        Assert.All(received.Values, cursors => Assert.Equal(log, cursors));
    }

    [Fact]
    public async Task A_range_of_the_log_is_replayed_and_completes()
    {
        await using var server = new TrackerServer();
        await server.AddUserAsync("ada");
        await server.AddTaskAsync(1, "before");
        var after = await AsOfAsync(server);
        await server.AddTaskAsync(1, "first");
        await server.AddTaskAsync(1, "second");
        var until = await AsOfAsync(server);
        await server.AddTaskAsync(1, "later");
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", Follow, new { after, until });

        var messages = await client.ReadToEndAsync("a");
        Assert.Equal(["next", "next", "complete"], messages.Select(message => (string?)message["type"]));
        Assert.Equal(until, (string?)messages[1]["payload"]!["data"]!["onTaskChanged"]!["cursor"]);
    }

    [Fact]
    public async Task A_forged_cursor_is_an_error_of_the_operation()
    {
        await using var server = new TrackerServer();
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", Follow, new { after = "forged" });

        Assert.Equal("INVALID_CURSOR", (string?)Assert.Single(await client.ReadToEndAsync("a"))["payload"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task Sockets_with_the_same_operation_share_one_execution()
    {
        await using var server = new TrackerServer();
        await server.AddUserAsync("ada");
        var start = await AsOfAsync(server);
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SocketClient.InitialisedAsync(server)));
        await Task.WhenAll(clients.Select(client => client.SubscribeAsync("a", Follow, new { after = start })));
        await server.AddTaskAsync(1, "warm");
        await Task.WhenAll(clients.Select(client => client.ReadAsync()));
        server.Commands.Clear();
        await server.AddTaskAsync(1, "shared");
        await Task.WhenAll(clients.Select(client => client.ReadAsync()));

        // The look-up of the change's task; the rest is the write and the reading of the log.
        Assert.InRange(server.Commands.Texts.Count(text => text.Contains("FROM \"Tasks\"", StringComparison.OrdinalIgnoreCase)), 0, 3);
        Assert.InRange(server.Commands.Texts.Count, 1, 10);
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_slows_nobody_is_dropped_and_can_go_on()
    {
        await using var server = TrackerServer.With(new() { ["GraphQL:WebSocket:SendTimeoutSeconds"] = "1" });
        await server.AddUserAsync("ada");
        var start = await AsOfAsync(server);
        await using var stalled = await SocketClient.InitialisedAsync(server);
        await using var reader = await SocketClient.InitialisedAsync(server);
        // A hundred operations, so that what is not read outgrows every buffer on the way.
        for (var i = 0; i < 100; i++)
        {
            await stalled.SubscribeAsync(LongId(i), Follow, new { after = start });
        }

        await reader.SubscribeAsync("a", Follow, new { after = start });
        for (var i = 0; i < 100; i++)
        {
            await server.AddTaskAsync(1, $"{i}");
            Assert.Equal($"{i}", (string?)(await reader.ReadAsync())["payload"]!["data"]!["onTaskChanged"]!["task"]!["title"]);
        }

        await server.SubscriptionsAsync(1);
        var cursors = await ReadToDropAsync(stalled, LongId(0));
        await using var again = await SocketClient.InitialisedAsync(server);
        await again.SubscribeAsync("a", Follow, new { after = cursors.LastOrDefault(start), until = await AsOfAsync(server) });
        cursors.AddRange((await again.ReadToEndAsync("a")).SkipLast(1).Select(Cursor));
        Assert.Equal(await LogAsync(server), cursors);

        static string LongId(int i) => $"{i}{new string('x', 4_000)}";
    }

    // What was on its way to an operation when the socket was dropped.
    private static async Task<List<string>> ReadToDropAsync(SocketClient client, string id)
    {
        var cursors = new List<string>();
        try
        {
            while (true)
            {
                var message = await client.ReadAsync();
                if ((string?)message["id"] == id)
                {
                    cursors.Add(Cursor(message));
                }
            }
        }
        catch (WebSocketException)
        {
            return cursors;
        }
    }

    private static string Cursor(JsonObject message) => (string)message["payload"]!["data"]!["onTaskChanged"]!["cursor"]!;

    private static async Task<string> AsOfAsync(TrackerServer server) => (string)(await server.DataAsync("{ tasks(first: 1) { asOf } }"))["tasks"]!["asOf"]!;

    private static async Task<List<string>> LogAsync(TrackerServer server)
    {
        var cursors = new List<string>();
        for (string? after = null; ;)
        {
            var page = (await server.DataAsync(
                "query ($after: String) { taskChanges(first: 100, after: $after) { nodes { cursor } pageInfo { hasNextPage endCursor } } }", new { after }))["taskChanges"]!;
            cursors.AddRange(page["nodes"]!.AsArray().Select(change => (string)change!["cursor"]!));
            if (!(bool)page["pageInfo"]!["hasNextPage"]!)
            {
                return cursors;
            }

            after = (string)page["pageInfo"]!["endCursor"]!;
        }
    }
}
