using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.GraphQL.Transport;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Costs;

/// <summary>The limits on the cost, and what clients can learn about it, over every transport.</summary>
public sealed class CostLimitTests(CostLimitTests.Frugal frugal) : IClassFixture<CostLimitTests.Frugal>
{
    private const string Query = "query ($n: Int) { tasks(first: $n) { nodes { id user { id } } } }";

    public static TheoryData<GraphQLTransport> Transports => [.. Enum.GetValues<GraphQLTransport>()];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Each_limit_is_a_setting_and_depends_on_the_variables(GraphQLTransport transport)
    {
        Assert.Null((await AskAsync(transport, Query, 20)).Code());
        await RefusedAsync(Query, 21, """{ "code": "COST_EXCEEDED", "fieldCost": 13.1, "typeCost": 44, "maxFieldCost": 20, "maxTypeCost": 42 }""");
        await RefusedAsync("query ($n: Int) { a: tasks(first: $n) { nodes { id } } b: tasks(first: $n) { nodes { id } } }", 1, """{ "code": "COST_EXCEEDED", "fieldCost": 22, "typeCost": 5, "maxFieldCost": 20, "maxTypeCost": 42 }""");

        async Task RefusedAsync(string query, int n, string extensions)
        {
            // New, known, and known without its variables.
            foreach (var text in new[] { query, query, query.Replace("$n)", $"{n})", StringComparison.Ordinal).Replace("query ($n: Int)", "query", StringComparison.Ordinal) })
            {
                var refusal = await AskAsync(transport, text, n);
                GraphQLOverHttp.AssertJson(extensions, refusal["errors"]![0]!["extensions"]);
                Assert.Null(refusal["data"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_cost_is_told_beside_the_result_or_alone(GraphQLTransport transport)
    {
        var reported = await AskAsync(transport, Query, 2, "report");
        Assert.Equal("""{"data":{"tasks":{"nodes":[]}},"extensions":{"operationCost":{"fieldCost":11.2,"typeCost":6}}}""", reported.ToJsonString());

        var alone = await AskAsync(transport, Query, 2, "validate");
        Assert.Equal("""{"extensions":{"operationCost":{"fieldCost":11.2,"typeCost":6}}}""", alone.ToJsonString());

        Assert.Equal("COST_EXCEEDED", (await AskAsync(transport, Query, 30, "validate")).Code());
        Assert.Equal("VALIDATION_FAILED", (await AskAsync(transport, "{ nope }", null, "validate")).Code());
        Assert.Equal("BAD_REQUEST", (await AskAsync(transport, Query, 2, "guess")).Code());
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("batch")]
    [InlineData("GET")]
    public async Task The_header_asks_for_the_same(string how)
    {
        Assert.Equal("""{"data":{"__typename":"Query"},"extensions":{"operationCost":{"fieldCost":0,"typeCost":1}}}""", await SendAsync("report"));
        Assert.Equal("""{"extensions":{"operationCost":{"fieldCost":0,"typeCost":1}}}""", await SendAsync("validate"));
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await SendAsync(null));
        Assert.Equal("BAD_REQUEST", JsonNode.Parse(await SendAsync("guess"))!.AsObject().Code());

        async Task<string> SendAsync(string? header)
        {
            using var request = how == "GET"
                ? new HttpRequestMessage(HttpMethod.Get, "/graphql?query={__typename}")
                : new(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(how == "batch" ? new[] { new { query = "{__typename}" } } : (object)new { query = "{__typename}" }) };
            if (header is not null)
            {
                request.Headers.Add("GraphQL-Cost", header);
            }

            using var response = await frugal.Server.Client.SendAsync(request);
            return (await response.Content.ReadAsStringAsync()).Trim('[', ']');
        }
    }

    [Fact]
    public async Task A_mutation_whose_cost_alone_is_asked_for_does_not_run()
    {
        var answer = await AskAsync(GraphQLTransport.Post, """mutation { createUser(input: { username: "costly", email: "costly@example.com" }) { user { id } } }""", null, "validate");
        Assert.Equal(11, (int)answer["extensions"]!["operationCost"]!["fieldCost"]!);
        await frugal.Server.AnswersAsync("""{ userByUsername(username: "costly") { id } }""", """{ "userByUsername": null }""");
    }

    [Theory]
    [InlineData(GraphQLTransport.WebSocket)]
    [InlineData(GraphQLTransport.EventStream)]
    public async Task A_subscription_that_costs_too_much_does_not_begin(GraphQLTransport transport)
    {
        var dear = await AskAsync(transport, "subscription { onTaskChanged { task { user { tasks(first: 100) { nodes { id } } } } } }", null);
        Assert.Equal("COST_EXCEEDED", dear.Code());

        var asked = await AskAsync(transport, "subscription { onTaskChanged { task { title } } }", null, "validate");
        Assert.Equal("""{"extensions":{"operationCost":{"fieldCost":1.1,"typeCost":3}}}""", asked.ToJsonString());
    }

    [Fact]
    public async Task A_document_that_costs_too_much_is_validated_once()
    {
        using var server = TransportServer.With(new() { ["GraphQL:Cost:MaxFieldCost"] = "1" });
        for (var i = 0; i < 3; i++)
        {
            var answer = await server.PostAsync("{ self { self { __typename } } }");
            Assert.Equal((400, "COST_EXCEEDED"), (answer.Status, answer.Code));
        }

        Assert.Equal(1, server.Parser.Count);
        Assert.Equal(200, (await server.PostAsync("{ self { self { __typename } } }", accept: TransportServer.Json)).Status);
    }

    private Task<JsonObject> AskAsync(GraphQLTransport transport, string query, int? n, string? wish = null) => frugal.Server.AskOverAsync(transport, new
    {
        query,
        variables = n is null ? null : new { n },
        extensions = wish is null ? null : new { operationCost = wish },
    });

    public sealed class Frugal : IAsyncLifetime
    {
        public TrackerServer Server { get; } = TrackerServer.With(new() { ["GraphQL:Cost:MaxFieldCost"] = "20", ["GraphQL:Cost:MaxTypeCost"] = "42" });

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
