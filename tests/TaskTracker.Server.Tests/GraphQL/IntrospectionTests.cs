using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL;

/// <summary>Who gets to see the schema, over every transport.</summary>
public sealed class IntrospectionTests(IntrospectionTests.ProductionServer production) : IClassFixture<IntrospectionTests.ProductionServer>
{
    private const string Unfit = "The document does not fit the schema. Sign in to be told why.";

    private const string Asked = "{ __schema { queryType { name } } }";

    public static TheoryData<string> Transports => ["POST", "GET", "batch", "event stream", "WebSocket"];

    public static TheoryData<string, string> Disguises
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var transport in Transports)
            {
                data.Add(transport, Asked);
                data.Add(transport, "{ __type(name: \"Task\") { fields { name } } }");
                data.Add(transport, "{ __typename tasks { totalCount } harmless: __schema { types { name } } }");
                data.Add(transport, "{ ... on Query { ... { __schema { types { name } } } } }");
                data.Add(transport, "{ ...A } fragment A on Query { ...B } fragment B on Query { __typename __schema { types { name } } }");
                data.Add(transport, "query Harmless { __typename ...A } fragment A on Query { __schema @include(if: true) { types { name } } }");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Disguises))]
    public async Task In_production_nobody_introspects_without_signing_in(string transport, string query) =>
        Assert.Equal("INTROSPECTION_NOT_ALLOWED", await AskAsync(production.Server, transport, query, null));

    [Theory]
    [MemberData(nameof(Disguises))]
    public async Task Whoever_signed_in_does(string transport, string query) =>
        Assert.Equal("data", await AskAsync(production.Server, transport, query, production.Token));

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task What_is_kept_because_it_was_valid_for_somebody_is_still_refused_to_others(string transport)
    {
        var query = $"query Kept{transport.Replace(" ", "")} {Asked}";
        Assert.Equal("data", await AskAsync(production.Server, transport, query, production.Token));
        Assert.Equal("data", await AskAsync(production.Server, transport, query, production.Token));

        Assert.Equal("INTROSPECTION_NOT_ALLOWED", await AskAsync(production.Server, transport, query, null));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Asking_for_a_type_s_name_is_no_introspection(string transport)
    {
        Assert.Equal("data", await AskAsync(production.Server, transport, "{ __typename tasks(first: 1) { __typename } }", null));
        Assert.Equal("data", await AskAsync(production.Server, transport, "{ tasks(search: \"__schema\", first: 1) { nodes { id } } } # __schema", null));
    }

    [Theory]
    [InlineData("{ ...A } fragment A on Query { ...A }")]
    [InlineData("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }")]
    [InlineData("{ ...Missing }")]
    public async Task Fragments_that_lead_nowhere_are_left_to_the_validation(string query) =>
        Assert.Equal("VALIDATION_FAILED", await AskAsync(production.Server, "POST", query, null));

    [Theory]
    [InlineData("{ task { id } }")]
    [InlineData("{ tasks { node { id } } }")]
    [InlineData("{ tasks(searhc: \"a\") { totalCount } }")]
    [InlineData("query ($where: TaskFilter) { tasks(where: $where) { totalCount } }")]
    [InlineData("{ node(id: 1) { title } }")]
    public async Task Nobody_is_helped_with_names_without_signing_in(string query)
    {
        Assert.Contains(" Did you mean ", await MessagesAsync(query, production.Token), StringComparison.Ordinal);

        Assert.All((await MessagesAsync(query, null)).Split('\n'), said => Assert.Equal(Unfit, said));
    }

    [Theory]
    [InlineData("{ __typename } fragment F on Mutation { createTask { task } }", Unfit)]
    [InlineData("mutation { signIn { ... on CreateTaskPayload { task } } }", Unfit)]
    [InlineData("query ($input: CreateTaskInput! = {}) { __typename }", Unfit)]
    [InlineData("query ($input: CreateTaskInput!) { tasks(first: $input) { totalCount } }", Unfit)]
    [InlineData("query ($id: ID!) { taskById(id: $id) { id } }", "A variable is missing, or its value does not fit its type. Sign in to be told which.")]
    public async Task Nobody_is_told_a_name_that_they_did_not_know_without_signing_in(string query, string message) =>
        Assert.All((await MessagesAsync(query, null)).Split('\n'), said => Assert.Equal(message, said));

    [Fact]
    public async Task An_error_without_its_words_is_otherwise_the_same()
    {
        var anonymous = (await PostAsync(production.Server, "{\n  task { id }\n}", null))["errors"]!;
        var signedIn = (await PostAsync(production.Server, "{\n  task { id }\n}", production.Token))["errors"]!;

        signedIn[0]!["message"] = Unfit;
        Assert.Equal(signedIn.ToJsonString(), anonymous.ToJsonString());
    }

    [Theory]
    [InlineData("/graphql?sdl")]
    [InlineData("/graphql/schema.graphql")]
    public async Task The_schema_s_text_follows_the_same_rule(string path)
    {
        using var refused = await GetAsync(production.Server, path, null);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.ToString());
        Assert.Equal("INTROSPECTION_NOT_ALLOWED", CodeOf(await refused.Content.ReadFromJsonAsync<JsonNode>()));

        using var given = await GetAsync(production.Server, path, production.Token);
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
    }

    [Fact]
    public async Task A_token_that_is_not_good_is_told_to_be_so()
    {
        Assert.Equal("UNAUTHENTICATED", await AskAsync(production.Server, "POST", Asked, "nonsense"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(production.Server, "/graphql?sdl", "nonsense")).StatusCode);
    }

    [Fact]
    public async Task In_development_everybody_sees_the_schema()
    {
        await using var server = new TrackerServer();
        Assert.Equal("data", await AskAsync(server, "POST", Asked, null));
        Assert.Contains("Did you mean", (await PostAsync(server, "{ task { id } }", null)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_may_show_the_schema_to_those_who_may_do_nothing_else()
    {
        await using var server = TrackerServer.With(
            new() { ["environment"] = "Production", ["Access:Anonymous"] = "None", ["GraphQL:AnonymousIntrospection"] = "true" });
        Assert.Equal("data", await AskAsync(server, "POST", Asked, null));
        Assert.Equal("UNAUTHENTICATED", await AskAsync(server, "POST", "{ __schema { queryType { name } } tasks { totalCount } }", null));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/graphql?sdl", null)).StatusCode);
    }

    /// <summary>Introspection is looked for at the root, because it is nowhere else.</summary>
    [Fact]
    public void No_field_leads_back_to_the_root()
    {
        var schema = production.Server.Services.GetRequiredService<ISchema>();
        Assert.DoesNotContain(
            schema.AllTypes.OfType<IComplexGraphType>().SelectMany(type => type.Fields), field => field.ResolvedType!.GetNamedType() == schema.Query);
    }

    private static async Task<string> AskAsync(TrackerServer server, string transport, string query, string? token)
    {
        switch (transport)
        {
            case "GET":
                using (var answer = await GetAsync(server, $"/graphql?query={Uri.EscapeDataString(query)}", token))
                {
                    return CodeOf(await answer.Content.ReadFromJsonAsync<JsonNode>());
                }

            case "batch":
                using (var answer = await SendAsync(server, HttpMethod.Post, "/graphql", token, JsonContent.Create(new[] { new { query } })))
                {
                    return CodeOf((await answer.Content.ReadFromJsonAsync<JsonNode>())![0]);
                }

            case "event stream":
                using (var answer = await SendAsync(server, HttpMethod.Post, "/graphql", token, JsonContent.Create(new { query }), "text/event-stream"))
                {
                    var data = (await answer.Content.ReadAsStringAsync()).Split('\n').First(line => line.StartsWith("data: {", StringComparison.Ordinal));
                    return CodeOf(JsonNode.Parse(data[6..]));
                }

            case "WebSocket":
                await using (var socket = await SocketClient.SignedInAsync(server, connectionParams: token is null ? null : new { authorization = token }))
                {
                    await socket.SubscribeAsync("1", query);
                    var message = await socket.ReadAsync();
                    return (string?)message["type"] == "error" ? CodeOf(new JsonObject { ["errors"] = message["payload"]!.DeepClone() }) : CodeOf(message["payload"]);
                }

            default:
                return CodeOf(await PostAsync(server, query, token));
        }
    }

    private static string CodeOf(JsonNode? result) => (string?)result!["errors"]?[0]!["extensions"]!["code"] ?? (result["data"] is null ? result.ToJsonString() : "data");

    private async Task<string> MessagesAsync(string query, string? token) =>
        string.Join('\n', (await PostAsync(production.Server, query, token))["errors"]!.AsArray().Select(error => (string?)error!["message"]));

    private static async Task<JsonNode> PostAsync(TrackerServer server, string query, string? token)
    {
        using var answer = await SendAsync(server, HttpMethod.Post, "/graphql", token, JsonContent.Create(new { query }));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static Task<HttpResponseMessage> GetAsync(TrackerServer server, string path, string? token) => SendAsync(server, HttpMethod.Get, path, token);

    private static Task<HttpResponseMessage> SendAsync(
        TrackerServer server, HttpMethod method, string path, string? token, HttpContent? content = null, string? accept = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return server.Client.SendAsync(request);
    }

    public sealed class ProductionServer : IAsyncLifetime
    {
        public TrackerServer Server { get; } = TrackerServer.With(
            new() { ["environment"] = "Production", ["Access:Anonymous"] = "Legacy", ["Accounts:SignUp"] = "Open" });

        public string Token { get; private set; } = "";

        public async Task InitializeAsync() => Token = (await Server.SignUpAsync("alice")).AccessToken;

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
