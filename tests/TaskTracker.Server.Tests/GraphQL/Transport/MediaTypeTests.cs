using System.Text;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed class MediaTypeTests(TransportServer server) : IClassFixture<TransportServer>
{
    private const string Body = """{"query":"{ __typename }"}""";

    [Theory]
    [InlineData("application/graphql-response+json", "application/graphql-response+json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json; charset=utf-8", "application/json")]
    [InlineData("application/json; charset=\"utf-8\"", "application/json")]
    [InlineData("APPLICATION/JSON", "application/json")]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/json")]
    [InlineData("application/graphql-response+json, application/json", "application/graphql-response+json")]
    [InlineData("application/json, application/graphql-response+json", "application/graphql-response+json")]
    [InlineData("application/graphql-response+json,application/json;q=0.9", "application/graphql-response+json")]
    [InlineData("application/json;q=0.1, application/graphql-response+json;q=1", "application/graphql-response+json")]
    [InlineData("application/json, application/graphql-response+json;q=0.9", "application/json")]
    [InlineData("application/graphql-response+json;q=0.5, */*;q=0.1", "application/graphql-response+json")]
    [InlineData("application/graphql-response+json;q=0, */*", "application/json")]
    [InlineData("image/png, application/json;q=0.2", "application/json")]
    public async Task The_answer_has_the_type_that_the_client_likes_best(string? accept, string mediaType)
    {
        var answer = await server.PostJsonAsync(Body, accept);
        Assert.Equal(200, answer.Status);
        Assert.Equal($"{mediaType}; charset=utf-8", answer.ContentType);
        Assert.Equal("Accept", answer.Vary);
        Assert.Equal("Query", answer.Data.GetProperty("__typename").GetString());
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/html")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(";;;")]
    public async Task A_client_that_takes_none_of_our_types_is_told_which_there_are(string accept)
    {
        var answer = await server.PostJsonAsync(Body, accept);
        Assert.Equal(406, answer.Status);
        Assert.Equal("NOT_ACCEPTABLE", answer.Code);
        Assert.Contains("application/json", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("Application/JSON; Charset=utf-8")]
    public async Task JSON_in_UTF_8_is_read(string contentType) =>
        Assert.Equal(200, (await server.PostBytesAsync(Encoding.UTF8.GetBytes(Body), contentType)).Status);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/graphql")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Any_other_body_is_refused_unread(string? contentType)
    {
        var answer = await server.PostBytesAsync(Encoding.UTF8.GetBytes("""{"query":"mutation { increment }"}"""), contentType);
        Assert.Equal(415, answer.Status);
        Assert.Equal("UNSUPPORTED_MEDIA_TYPE", answer.Code);
        Assert.Equal(0, server.Schema.Increments);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        var answer = await server.SendAsync(new(HttpMethod.Post, "/graphql") { Content = content });
        Assert.Equal(415, answer.Status);
    }

    [Theory]
    [InlineData("{ nope }", "VALIDATION_FAILED")]
    [InlineData("{", "SYNTAX_ERROR")]
    [InlineData("query($a: String!) { echo(text: $a) }", "INVALID_VARIABLE")]
    [InlineData("query A { __typename } query B { __typename }", "OPERATION_NAME_REQUIRED")]
    public async Task A_request_error_is_200_under_json_and_400_under_graphql_response(string query, string code)
    {
        var json = await server.PostAsync(query, accept: TransportServer.Json);
        Assert.Equal((200, code, false), (json.Status, json.Code, json.HasData));

        var response = await server.PostAsync(query);
        Assert.Equal((400, code, false), (response.Status, response.Code, response.HasData));
    }

    [Theory]
    [InlineData(TransportServer.Json)]
    [InlineData(TransportServer.GraphQLResponse)]
    public async Task A_request_that_is_not_GraphQL_is_400_under_both(string accept) =>
        Assert.Equal(400, (await server.PostJsonAsync("{}", accept)).Status);

    [Theory]
    [InlineData(TransportServer.Json)]
    [InlineData(TransportServer.GraphQLResponse)]
    public async Task An_executed_operation_is_200_though_a_field_failed(string accept)
    {
        Assert.Equal(200, (await server.PostAsync("{ refused }", accept: accept)).Status);
        var nothing = await server.PostAsync("{ mustFail }", accept: accept);
        Assert.Equal(200, nothing.Status);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, nothing.Data.ValueKind);
    }
}
