using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Telemetry;

namespace TaskTracker.Server.Tests.GraphQL.WebSockets;

/// <summary>What a socket may do and how long the server waits.</summary>
public sealed class LimitTests
{
    private const string Forever = "subscription { onTaskChanged { cursor } }";

    [Fact]
    public async Task A_socket_that_does_not_initialise_is_closed()
    {
        await using var server = With("ConnectionInitTimeoutSeconds", 1);
        await using var client = await SocketClient.OpenAsync(server);

        Assert.Equal("4408 Connection initialisation timeout", await client.ClosedAsync());
    }

    [Fact]
    public async Task A_socket_that_answers_no_ping_is_dropped_and_its_subscriptions_are_freed()
    {
        await using var server = With("KeepAliveSeconds", 1);
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", Forever);
        await server.SubscriptionsAsync(1);

        Assert.Equal("ping", (string?)(await client.ReadAsync())["type"]);
        await server.SubscriptionsAsync(0);
    }

    [Fact]
    public async Task A_message_over_the_limit_closes_the_socket()
    {
        await using var server = With("MaxMessageBytes", 1024);
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", "{ __typename } #" + new string('x', 2_000));

        Assert.StartsWith("1009 ", await client.ClosedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_operation_too_many_is_refused_and_the_others_go_on()
    {
        await using var server = With("MaxOperations", 2);
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", Forever);
        await client.SubscribeAsync("b", Forever);
        await client.SubscribeAsync("c", "{ __typename }");
        Assert.Equal("TOO_MANY_OPERATIONS", (string?)Assert.Single(await client.ReadToEndAsync("c"))["payload"]![0]!["extensions"]!["code"]);
        Assert.Equal(1, (await Metrics.ReadAsync(server.Client)).Sum("tasktracker_refusals_total", "code=\"TOO_MANY_OPERATIONS\""));

        await client.SendAsync("""{"type":"complete","id":"a"}""");
        await client.SubscribeAsync("c", "{ __typename }");
        Assert.Equal(2, (await client.ReadToEndAsync("c")).Count);
    }

    [Fact]
    public async Task Complete_and_a_dropped_connection_free_the_subscription()
    {
        await using var server = new TrackerServer();
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", Forever);
        await client.SubscribeAsync("b", Forever);
        await server.SubscriptionsAsync(2);
        await client.SendAsync("""{"type":"complete","id":"a"}""");
        await server.SubscriptionsAsync(1);
        client.Drop();
        await server.SubscriptionsAsync(0);
    }

    [Fact]
    public async Task A_subscription_that_is_completed_as_soon_as_it_was_sent_is_freed()
    {
        await using var server = new TrackerServer();
        await using var client = await SocketClient.InitialisedAsync(server);
        for (var i = 0; i < 100; i++)
        {
            await client.SubscribeAsync($"{i}", Forever);
            await client.CompleteAsync($"{i}");
        }

        await client.SubscribeAsync("query", "{ __typename }");
        Assert.Equal(2, (await client.ReadToEndAsync("query")).Count);
        await client.SubscribeAsync("stays", Forever);
        await server.SubscriptionsAsync(1);
    }

    [Fact]
    public async Task A_server_that_stops_closes_its_sockets_for_a_restart()
    {
        await using var server = new TrackerServer();
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", Forever);
        await server.SubscriptionsAsync(1);
        var stopped = Task.Run(async () => await server.DisposeAsync());

        Assert.Equal("1012 Service Restart", await client.ClosedAsync());
        await stopped.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static TrackerServer With(string setting, int value) => TrackerServer.With(new() { [$"GraphQL:WebSocket:{setting}"] = $"{value}" });
}
