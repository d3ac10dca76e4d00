using System.Text.Json;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed class BatchTests(TransportServer server) : IClassFixture<TransportServer>
{
    [Fact]
    public async Task A_batch_runs_in_order_and_is_answered_as_an_array()
    {
        var answer = await server.PostJsonAsync(
            """[{"query":"mutation { increment }"},{"query":"{ nope }"},{"query":"subscription { ticks }"},{"query":"mutation { increment }"}]""");
        Assert.Equal(200, answer.Status);
        var results = JsonDocument.Parse(answer.Text).RootElement;
        Assert.Equal(4, results.GetArrayLength());
        Assert.Equal(1, results[0].GetProperty("data").GetProperty("increment").GetInt32());
        Assert.Equal("VALIDATION_FAILED", CodeOf(results[1]));
        Assert.Equal("OPERATION_TYPE_NOT_SUPPORTED", CodeOf(results[2]));
        Assert.Equal(2, results[3].GetProperty("data").GetProperty("increment").GetInt32());
    }

    [Fact]
    public async Task A_batch_of_one_is_answered_as_an_array()
    {
        var answer = await server.PostJsonAsync("""[{"query":"{ __typename }"}]""");
        Assert.Equal("""[{"data":{"__typename":"Query"}}]""", answer.Text);
    }

    [Theory]
    [InlineData("[]", "BAD_REQUEST")]
    [InlineData("[1]", "BAD_REQUEST")]
    [InlineData("[null]", "BAD_REQUEST")]
    [InlineData("[[]]", "BAD_REQUEST")]
    [InlineData("""[{"query":"{ __typename }"},{}]""", "BAD_REQUEST")]
    public async Task A_batch_with_something_else_in_it_is_refused_whole(string body, string code)
    {
        var answer = await server.PostJsonAsync(body);
        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(10, 200)]
    [InlineData(11, 400)]
    public async Task A_batch_holds_ten_requests(int count, int status)
    {
        var answer = await server.PostJsonAsync("[" + string.Join(',', Enumerable.Repeat("""{"query":"{ __typename }"}""", count)) + "]", TransportServer.Json);
        Assert.Equal(status, answer.Status);
        if (status != 200)
        {
            Assert.Equal("BATCH_TOO_LARGE", answer.Code);
        }
    }

    [Fact]
    public async Task The_setting_bounds_a_batch()
    {
        using var small = TransportServer.With(new() { ["GraphQL:MaxBatchSize"] = "1" });
        Assert.Equal(200, (await small.PostJsonAsync("""[{"query":"{ __typename }"}]""")).Status);
        Assert.Equal("BATCH_TOO_LARGE", (await small.PostJsonAsync("""[{"query":"{ __typename }"},{"query":"{ __typename }"}]""")).Code);
    }

    private static string? CodeOf(JsonElement result) => result.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
}
