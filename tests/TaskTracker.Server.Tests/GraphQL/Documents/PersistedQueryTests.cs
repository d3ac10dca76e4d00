using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.GraphQL.Transport;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Documents;

/// <summary>Apollo's automatic persisted queries: a hash, and the text only when the server does not know it.</summary>
public sealed class PersistedQueryTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    public static TheoryData<GraphQLTransport> Transports => [.. Enum.GetValues<GraphQLTransport>()];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_document_is_sent_once_and_asked_for_by_its_hash(GraphQLTransport transport)
    {
        var query = $"query Of{transport} {{ __typename }}";

        var unknown = await server.AskOverAsync(transport, new { extensions = Hashed(query) });
        Assert.Equal("""[{"message":"PersistedQueryNotFound","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}]""", unknown["errors"]!.ToJsonString());

        Assert.Equal(Answer, (await server.AskOverAsync(transport, new { query, extensions = Hashed(query) })).ToJsonString());
        Assert.Equal(Answer, (await server.AskOverAsync(transport, new { extensions = Hashed(query) })).ToJsonString());

        // Whoever has the hash may put it as GraphQL over HTTP does, and over any transport.
        foreach (var other in Enum.GetValues<GraphQLTransport>())
        {
            Assert.Equal(Answer, (await server.AskOverAsync(other, new { documentId = "sha256:" + Hash(query) })).ToJsonString());
        }
    }

    [Fact]
    public async Task Variables_and_operation_names_are_those_of_the_request()
    {
        const string query = "query A($id: ID!) { userById(id: $id) { id } } query B { __typename }";
        await server.AskOverAsync(GraphQLTransport.Post, new { query, operationName = "B", extensions = Hashed(query) });
        var answer = await server.AskOverAsync(GraphQLTransport.Get, new { operationName = "A", variables = new { id = 99 }, extensions = Hashed(query) });
        Assert.Equal("""{"data":{"userById":null}}""", answer.ToJsonString());
        Assert.Equal("INVALID_VARIABLE", (await server.AskOverAsync(GraphQLTransport.Get, new { operationName = "A", extensions = Hashed(query) })).Code());
        Assert.Equal("OPERATION_NAME_REQUIRED", (await server.AskOverAsync(GraphQLTransport.Get, new { extensions = Hashed(query) })).Code());
    }

    [Fact]
    public async Task A_document_that_was_sent_before_without_its_hash_is_found_once_the_hash_was_sent()
    {
        const string query = "query Plain { __typename }";
        Assert.Equal(Answer, (await server.AskAsync(query)).ToJsonString());
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await server.AskOverAsync(GraphQLTransport.Post, new { extensions = Hashed(query) })).Code());
        await server.AskOverAsync(GraphQLTransport.Post, new { query, extensions = Hashed(query) });
        Assert.Equal(Answer, (await server.AskOverAsync(GraphQLTransport.Post, new { extensions = Hashed(query) })).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_hash_of_another_text_is_refused_and_leads_nowhere(GraphQLTransport transport)
    {
        var wanted = $"query Wanted{transport} {{ __typename }}";
        Assert.Equal("PERSISTED_QUERY_MISMATCH", (await server.AskOverAsync(transport, new { query = "{ users { totalCount } }", extensions = Hashed(wanted) })).Code());
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await server.AskOverAsync(transport, new { extensions = Hashed(wanted) })).Code());
    }

    [Fact]
    public async Task What_is_not_valid_is_not_kept()
    {
        Assert.Equal("VALIDATION_FAILED", (await server.AskOverAsync(GraphQLTransport.Post, new { query = "{ nope }", extensions = Hashed("{ nope }") })).Code());
        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await server.AskOverAsync(GraphQLTransport.Post, new { extensions = Hashed("{ nope }") })).Code());
    }

    [Theory]
    [InlineData("""{ "persistedQuery": {} }""", "BAD_REQUEST")]
    [InlineData("""{ "persistedQuery": 1 }""", "BAD_REQUEST")]
    [InlineData("""{ "persistedQuery": { "version": 1 } }""", "BAD_REQUEST")]
    [InlineData("""{ "persistedQuery": { "version": 2, "sha256Hash": "x" } }""", "BAD_REQUEST")]
    [InlineData("""{ "persistedQuery": { "version": 1, "sha256Hash": 1 } }""", "BAD_REQUEST")]
    [InlineData("""{ "persistedQuery": { "version": 1, "sha256Hash": "x" } }""", "PERSISTED_QUERY_NOT_FOUND")]
    [InlineData("""{ "persistedQuery": null }""", "BAD_REQUEST")]
    public async Task What_is_not_of_the_protocol_is_refused(string extensions, string code) =>
        Assert.Equal(code, (await server.AskOverAsync(GraphQLTransport.Post, new { extensions = JsonNode.Parse(extensions) })).Code());

    [Fact]
    public async Task A_mutation_by_GET_is_refused_by_its_hash_too()
    {
        const string query = "mutation { createUser(input: { username: \"hashed\", email: \"hashed@example.com\" }) { user { id } } }";
        await server.AskOverAsync(GraphQLTransport.Post, new { query, extensions = Hashed(query) });
        Assert.Equal("METHOD_NOT_ALLOWED", (await server.AskOverAsync(GraphQLTransport.Get, new { extensions = Hashed(query) })).Code());
    }

    [Fact]
    public async Task A_subscription_is_followed_by_its_hash()
    {
        const string query = "subscription { onTaskChanged { kind } }";
        await server.AddUserAsync("alice");
        await using var client = await SocketClient.InitialisedAsync(server);
        await client.SubscribeAsync("a", query);
        await client.SendAsync(System.Text.Json.JsonSerializer.Serialize(new { type = "subscribe", id = "b", payload = new { query, extensions = Hashed(query) } }));
        // The hash is known when the subscription that brought it has begun.
        await server.SubscriptionsAsync(2);
        await client.SendAsync(System.Text.Json.JsonSerializer.Serialize(new { type = "subscribe", id = "c", payload = new { extensions = Hashed(query) } }));
        await server.SubscriptionsAsync(3);
        await server.AddTaskAsync(1, "first");
        var messages = new[] { await client.ReadAsync(), await client.ReadAsync(), await client.ReadAsync() };
        Assert.Equal(["a", "b", "c"], messages.Select(message => (string?)message["id"]).Order());
        Assert.All(messages, message => Assert.Equal("""{"data":{"onTaskChanged":{"kind":"CREATED"}}}""", message["payload"]!.ToJsonString()));
    }

    [Theory]
    [InlineData(TransportServer.Json, 200)]
    [InlineData(TransportServer.GraphQLResponse, 400)]
    public async Task The_status_of_an_unknown_hash_is_that_of_a_request_error(string accept, int status)
    {
        using var transport = new TransportServer();
        var answer = await transport.PostJsonAsync("""{ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "x" } } }""", accept);
        Assert.Equal((status, "PERSISTED_QUERY_NOT_FOUND"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task What_makes_room_for_others_is_forgotten_with_its_hash()
    {
        await using var small = TrackerServer.With(new() { ["GraphQL:DocumentCacheSize"] = "2" });
        foreach (var query in new[] { "query A { __typename }", "query B { __typename }", "query C { __typename }" })
        {
            Assert.Equal(Answer, (await small.AskOverAsync(GraphQLTransport.Post, new { query, extensions = Hashed(query) })).ToJsonString());
        }

        Assert.Equal("PERSISTED_QUERY_NOT_FOUND", (await small.AskOverAsync(GraphQLTransport.Post, new { extensions = Hashed("query A { __typename }") })).Code());
        Assert.Equal(Answer, (await small.AskOverAsync(GraphQLTransport.Post, new { extensions = Hashed("query C { __typename }") })).ToJsonString());
    }

    private const string Answer = """{"data":{"__typename":"Query"}}""";

    private static object Hashed(string query) => new { persistedQuery = new { version = 1, sha256Hash = Hash(query) } };

    private static string Hash(string query) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)));
}
