namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed class MethodTests(TransportServer server) : IClassFixture<TransportServer>
{
    [Fact]
    public async Task A_query_may_come_by_GET()
    {
        var answer = await server.GetAsync(
            "?query=query%20A(%24t%3AString)%7Becho(text%3A%24t)%7D%20query%20B%7B__typename%7D&operationName=A&variables=%7B%22t%22%3A%22%C3%A9%22%7D&extensions=%7B%7D");
        Assert.Equal(200, answer.Status);
        Assert.Equal("é", answer.Data.GetProperty("echo").GetString());
    }

    [Fact]
    public async Task A_mutation_by_GET_is_refused_and_not_run()
    {
        foreach (var accept in new[] { TransportServer.Json, TransportServer.GraphQLResponse })
        {
            var answer = await server.GetAsync("?query=mutation%7Bincrement%7D", accept);
            Assert.Equal((405, "METHOD_NOT_ALLOWED", "POST"), (answer.Status, answer.Code, answer.Allow));
        }

        Assert.Equal(0, server.Schema.Increments);
    }

    [Fact]
    public async Task The_operation_that_is_run_decides_what_GET_allows()
    {
        const string Both = "?query=query%20Q%7B__typename%7D%20mutation%20M%7Bincrement%7D&operationName=";
        Assert.Equal(200, (await server.GetAsync(Both + "Q")).Status);
        Assert.Equal(405, (await server.GetAsync(Both + "M")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?query=")]
    [InlineData("?query=%7B__typename%7D&query=%7B__typename%7D")]
    [InlineData("?query=%7B__typename%7D&variables=%7B")]
    [InlineData("?query=%7B__typename%7D&variables=1")]
    [InlineData("?query=%7B__typename%7D&extensions=%5B%5D")]
    public async Task Parameters_that_are_no_request_are_refused(string parameters)
    {
        var answer = await server.GetAsync(parameters);
        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Another_method_is_told_which_there_are(string method)
    {
        var answer = await server.SendAsync(new(new HttpMethod(method), "/graphql"));
        Assert.Equal((405, "METHOD_NOT_ALLOWED", "GET, POST"), (answer.Status, answer.Code, answer.Allow));
    }

    [Fact]
    public async Task HEAD_has_no_body()
    {
        var answer = await server.SendAsync(new(HttpMethod.Head, "/graphql"));
        Assert.Equal((405, ""), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData(TransportServer.Json)]
    [InlineData(TransportServer.GraphQLResponse)]
    public async Task A_subscription_that_is_not_streamed_is_refused_at_once(string accept)
    {
        var answer = await server.PostAsync("subscription { ticks }", accept: accept);
        Assert.Equal((400, "OPERATION_TYPE_NOT_SUPPORTED"), (answer.Status, answer.Code));
        answer = await server.GetAsync("?query=subscription%7Bticks%7D", accept);
        Assert.Equal((400, "OPERATION_TYPE_NOT_SUPPORTED"), (answer.Status, answer.Code));
    }
}
