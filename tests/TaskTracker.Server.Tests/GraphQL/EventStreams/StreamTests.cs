using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.EventStreams;

/// <summary>Queries, mutations and refusals over server-sent events.</summary>
public sealed class StreamTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    [Fact]
    public async Task A_query_is_answered_with_one_next_and_complete()
    {
        using var stream = await server.StreamAsync("{ __typename }");

        Assert.Equal(200, (int)stream.Response.StatusCode);
        Assert.Equal("text/event-stream; charset=utf-8", stream.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-cache, no-transform", string.Join(", ", stream.Response.Headers.GetValues("Cache-Control").SelectMany(v => v.Split(", ")).Order()));
        Assert.Equal("no", stream.Response.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.Equal("Accept", stream.Response.Headers.Vary.Single());
        var events = await stream.ReadToEndAsync();
        Assert.Equal([("next", null, """{"data":{"__typename":"Query"}}"""), ("complete", null, "")], events.Select(e => (e.Event!, e.Id, e.Data!)));
    }

    [Fact]
    public async Task A_mutation_runs()
    {
        using var stream = await server.StreamAsync("""mutation { createUser(input: { username: "streamed", email: "streamed@example.com" }) { user { username } } }""");
        Assert.Equal("streamed", (string?)(await stream.ReadToEndAsync())[0].Json["data"]!["createUser"]!["user"]!["username"]);
    }

    [Theory]
    [InlineData("{ nope }", "VALIDATION_FAILED")]
    [InlineData("{ __typename } extend type Query { x: Int }", "VALIDATION_FAILED")]
    [InlineData("{ nope", "SYNTAX_ERROR")]
    [InlineData("query ($a: ID!) { node(id: $a) { id } }", "INVALID_VARIABLE")]
    [InlineData("subscription { nope }", "VALIDATION_FAILED")]
    [InlineData("subscription { onTaskChanged(after: \"x\") { cursor } }", "INVALID_CURSOR")]
    [InlineData("subscription { onTaskChanged(until: \"x\") { cursor } }", "INVALID_CURSOR")]
    [InlineData("subscription { onTaskChanged(taskId: \"x\") { cursor } }", "INVALID_INPUT")]
    public async Task A_refusal_is_a_result_on_the_stream(string query, string code)
    {
        using var stream = await server.StreamAsync(query);
        var events = await stream.ReadToEndAsync();
        Assert.Equal(200, (int)stream.Response.StatusCode);
        Assert.Equal(["next", "complete"], events.Select(e => e.Event));
        Assert.Equal(code, (string?)events[0].Json["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task What_is_no_GraphQL_request_has_a_status_of_its_own()
    {
        foreach (var body in new[] { "{", "{}", "[]", """[{"query":"{ __typename }"}]""" })
        {
            using var stream = await EventStreamReader.OpenAsync(
                server.Client, new(HttpMethod.Post, "/graphql") { Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) });
            Assert.Equal(400, (int)stream.Response.StatusCode);
            Assert.Equal("BAD_REQUEST", (string?)JsonNode.Parse(await stream.ReadBodyAsync())!["errors"]![0]!["extensions"]!["code"]);
        }
    }

    [Fact]
    public async Task A_query_by_GET_is_answered_and_a_mutation_is_refused_and_not_run()
    {
        using var query = await GetAsync("{ __typename }");
        Assert.Equal(["next", "complete"], (await query.ReadToEndAsync()).Select(e => e.Event));

        using var mutation = await GetAsync("""mutation { createUser(input: { username: "byget", email: "byget@example.com" }) { user { id } } }""");
        Assert.Equal("METHOD_NOT_ALLOWED", (string?)(await mutation.ReadToEndAsync())[0].Json["errors"]![0]!["extensions"]!["code"]);
        await server.AnswersAsync("""{ userByUsername(username: "byget") { id } }""", """{ "userByUsername": null }""");
    }

    [Theory]
    [InlineData("text/event-stream", "text/event-stream")]
    [InlineData("TEXT/EVENT-STREAM", "text/event-stream")]
    [InlineData("text/event-stream, application/json;q=0.5", "text/event-stream")]
    [InlineData("text/event-stream, */*;q=0.1", "text/event-stream")]
    [InlineData("text/event-stream;q=0.5, application/json", "application/json")]
    [InlineData("text/event-stream;q=0, */*", "application/json")]
    [InlineData("text/event-stream, application/json", "application/json")]
    [InlineData("text/*, */*;q=0.1", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed", "application/graphql-response+json")]
    public async Task The_stream_is_for_clients_that_like_it_best(string accept, string mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=%7B__typename%7D");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_subscription_is_streamed_to_clients_that_like_one_result_as_well()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=subscription%7BonTaskChanged%7Bcursor%7D%7D");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        using var response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
    }

    private Task<EventStreamReader> GetAsync(string query) =>
        EventStreamReader.OpenAsync(server.Client, new(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString(query)));
}
