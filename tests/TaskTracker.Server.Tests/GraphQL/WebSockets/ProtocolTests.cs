using System.Net.WebSockets;
using System.Text;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.WebSockets;

/// <summary>The rules of graphql-transport-ws, one by one.</summary>
public sealed class ProtocolTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Theory]
    [InlineData(null)]
    [InlineData("graphql-ws")]
    public async Task A_handshake_without_the_subprotocol_is_refused(string? protocol)
    {
        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => SocketClient.OpenAsync(server, protocol));
        Assert.Contains("400", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queries_are_answered_with_next_and_complete_and_their_ids_may_be_used_again()
    {
        await using var client = await SocketClient.InitialisedAsync(server);
        for (var i = 0; i < 3; i++)
        {
            await client.SubscribeAsync("é\"🏃", "{ __typename }");
            var messages = await client.ReadToEndAsync("é\"🏃");

            Assert.Equal(["next", "complete"], messages.Select(message => (string?)message["type"]));
            GraphQLOverHttp.AssertJson("""{"data":{"__typename":"Query"}}""", messages[0]["payload"]);
        }
    }

    [Fact]
    public async Task A_refused_operation_is_answered_with_error_alone()
    {
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", "{ nothing }");

        var error = Assert.Single(await client.ReadToEndAsync("a"));
        Assert.Equal("VALIDATION_FAILED", (string?)error["payload"]![0]!["extensions"]!["code"]);
    }

    [Theory]
    [InlineData("no json", "4400 The message is not valid JSON")]
    [InlineData("[]", "4400 A message is a JSON object")]
    [InlineData("{}", "4400 The message has no 'type'")]
    [InlineData("""{"type":"start"}""", "4400 'type' must be")]
    [InlineData("""{"type":"complete"}""", "4400 The message has no 'id'")]
    [InlineData("""{"type":"subscribe","id":"","payload":{"query":"{a}"}}""", "4400 'id' must be")]
    [InlineData("""{"type":"subscribe","id":"\ud800","payload":{"query":"{a}"}}""", "4400 The message has a string that is not Unicode")]
    [InlineData("""{"type":"subscribe","id":"a","payload":{"query":"\ud800"}}""", "4400 The payload has a string that is not Unicode")]
    [InlineData("""{"type":"subscribe","id":"a","payload":{"query":1}}""", "4400 'query' must be a string")]
    [InlineData("""{"type":"subscribe","id":"a","payload":{}}""", "4400 The request has no 'query'")]
    [InlineData("""{"type":"ping","payload":"x"}""", "4400 'payload' must be a JSON object")]
    [InlineData("""{"type":"connection_init"}""", "4429 Too many initialisation requests")]
    public async Task A_message_that_the_protocol_does_not_know_closes_the_socket(string message, string expected)
    {
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SendAsync(message);

        Assert.StartsWith(expected, await client.ClosedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_of_any_depth_closes_the_socket()
    {
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SendAsync("""{"type":"ping","payload":{"a":""" + new string('[', 20_000) + new string(']', 20_000) + "}}");

        Assert.StartsWith("4400", await client.ClosedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_ends_the_socket_and_nothing_else()
    {
        await using var other = await SocketClient.InitialisedAsync(server);
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SendAsync([0x7B, 0xFF, 0xFE, 0x7D]);

        // .NET says 1007 and drops the connection in the same breath; the reset may overtake the close frame.
        Assert.StartsWith("1007", await client.ClosedOrDroppedAsync("1007"), StringComparison.Ordinal);
        await other.SendAsync("""{"type":"ping"}""");
        Assert.Equal("pong", (string?)(await other.ReadAsync())["type"]);
    }

    [Fact]
    public async Task A_binary_message_closes_the_socket()
    {
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SendAsync("""{"type":"ping"}"""u8.ToArray(), WebSocketMessageType.Binary);

        Assert.StartsWith("4400", await client.ClosedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribing_before_the_acknowledgement_is_unauthorized()
    {
        await using var client = await SocketClient.OpenAsync(server);
        await client.SubscribeAsync("a", "{ __typename }");

        Assert.Equal("4401 Unauthorized", await client.ClosedAsync());
    }

    [Fact]
    public async Task The_id_of_an_operation_in_flight_is_taken_and_the_reason_fits_whatever_its_length()
    {
        var id = string.Concat(Enumerable.Repeat("🏃", 500));
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync(id, "subscription { onTaskChanged { cursor } }");
        await client.SubscribeAsync(id, "{ __typename }");

        var closed = await client.ClosedAsync();
        Assert.Matches("^4409 Subscriber for (🏃)+ already exists$", closed);
        Assert.InRange(Encoding.UTF8.GetByteCount(closed), 100, "4409 ".Length + 123);
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_payload_before_and_after_the_acknowledgement()
    {
        await using var client = await SocketClient.OpenAsync(server);
        await client.SendAsync("""{"payload":{"at":[1,{"é":null}]},"type":"ping"}""");
        GraphQLOverHttp.AssertJson("""{"type":"pong","payload":{"at":[1,{"é":null}]}}""", await client.ReadAsync());

        await client.SendAsync("""{"type":"connection_init","payload":{"locale":"de"}}""");
        GraphQLOverHttp.AssertJson("""{"type":"connection_ack"}""", await client.ReadAsync());
        await client.SendAsync("""{"type":"ping"}""");
        GraphQLOverHttp.AssertJson("""{"type":"pong"}""", await client.ReadAsync());
    }

    [Fact]
    public async Task A_message_in_many_fragments_is_put_together()
    {
        await using var client = await SocketClient.InitialisedAsync(server);
        var message = Encoding.UTF8.GetBytes("""{"type":"subscribe","id":"a","payload":{"query":"{ __typename } # é🏃"}}""");
        for (var i = 0; i < message.Length; i++)
        {
            await client.SendAsync([message[i]], end: i == message.Length - 1);
        }

        Assert.Equal(2, (await client.ReadToEndAsync("a")).Count);
    }
}
