using System.Text;
using System.Text.Json;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed class RequestBodyTests(TransportServer server) : IClassFixture<TransportServer>
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("\"{__typename}\"")]
    [InlineData("{}")]
    [InlineData("{\"query\":\"{__typename}\"} x")]
    [InlineData("{\"query\":\"{__typename}\"}{}")]
    [InlineData("{\"query\":\"{__typename}\",}")]
    [InlineData("{\"query\":null}")]
    [InlineData("{\"query\":\"\"}")]
    [InlineData("{\"query\":1}")]
    [InlineData("{\"query\":{}}")]
    [InlineData("{\"query\":\"{__typename}\",\"operationName\":1}")]
    [InlineData("{\"query\":\"{__typename}\",\"variables\":\"{}\"}")]
    [InlineData("{\"query\":\"{__typename}\",\"variables\":[]}")]
    [InlineData("{\"query\":\"{__typename}\",\"variables\":{\"a\":1e999}}")]
    [InlineData("{\"query\":\"{__typename}\",\"extensions\":false}")]
    [InlineData("{\"query\":\"\\ud800\"}")]
    [InlineData("{\"query\":\"{__typename}\",\"variables\":{\"a\":\"\\udc00\"}}")]
    [InlineData("{\"query\":\"{__typename}\",\"variables\":{\"\\udc00\":1}}")]
    public async Task A_body_that_is_no_request_is_refused(string body)
    {
        var answer = await server.PostJsonAsync(body);
        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.Code));
        Assert.False(answer.HasData);
        Assert.Empty(server.Log.Entries);
    }

    [Theory]
    [InlineData("{\"query\":\"{__typename}\",\"operationName\":null,\"variables\":null,\"extensions\":null}")]
    [InlineData("{\"query\":\"{__typename}\",\"operationName\":\"\"}")]
    [InlineData("{\"query\":\"{__typename}\",\"unknown\":{\"deep\":[1,{\"a\":null}]},\"variables\":{}}")]
    [InlineData("\uFEFF{\"query\":\"{__typename}\"}")]
    [InlineData("\r\n\t {\"query\" : \"{__typename}\"}\r\n")]
    [InlineData("{\"\\u0071uery\":\"{__typename}\"}")]
    public async Task What_the_specification_allows_is_read(string body) => Assert.Equal(200, (await server.PostJsonAsync(body)).Status);

    [Fact]
    public async Task Invalid_UTF_8_is_refused()
    {
        var answer = await server.PostBytesAsync([.. "{\"query\":\"{echo(text:\\\""u8, 0xC3, 0x28, .. "\\\")}\"}"u8]);
        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("variables")]
    [InlineData("unknown")]
    public async Task JSON_that_is_nested_20000_deep_is_refused(string member)
    {
        var answer = await server.PostJsonAsync(
            $$"""{"query":"{__typename}","{{member}}":{"a":{{new string('[', 20_000)}}{{new string(']', 20_000)}} } }""");
        Assert.Equal((400, "BAD_REQUEST"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("é 漢字 🚀 \u0000 \" \\ \n </script>")]
    [InlineData("")]
    public async Task Text_comes_back_as_it_went(string text)
    {
        var answer = await server.PostAsync("query($t: String) { echo(text: $t) }", new { t = text });
        Assert.Equal(text, answer.Data.GetProperty("echo").GetString());
    }

    [Theory]
    [InlineData("""{ echo(text: "\ud800") }""")]
    [InlineData("""{ echo(text: "\u0000") }""")]
    [InlineData("""{ __type(name: "\udc00") { name } }""")]
    [InlineData("{ echo(text: \"\u0000\") }")]
    [InlineData("\u0000")]
    [InlineData("#\u0000")]
    [InlineData("#\r\u0000")]
    public async Task Strings_that_are_no_text_never_fail_the_server(string query)
    {
        var answer = await server.PostAsync(query);
        Assert.True(answer.Status is 200 or 400, answer.Text);
        Assert.Empty(server.Log.Entries);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("2147483648", "2147483648")]
    [InlineData("1.5", "1.5")]
    [InlineData("1e300", "1E+300")]
    [InlineData("123456789012345678901234567890", "1.2345678901234568E+29")]
    public async Task Numbers_keep_their_value(string sent, string received)
    {
        var answer = await server.PostJsonAsync($$"""{"query":"query($n: Float) { real(of: $n) }","variables":{"n":{{sent}} } }""");
        Assert.Equal(received, answer.Data.GetProperty("real").GetRawText());
    }

    [Fact]
    public async Task Of_two_members_with_one_name_the_last_counts()
    {
        var answer = await server.PostJsonAsync("""{"query":"query($t: String) { echo(text: $t) }","variables":{"t":"a","t":"b"}}""");
        Assert.Equal("b", answer.Data.GetProperty("echo").GetString());
    }

    [Fact]
    public async Task A_body_of_a_mebibyte_is_read_and_one_byte_more_is_not()
    {
        var frame = JsonSerializer.Serialize(new { query = "query($t: String) { echo(text: $t) }", variables = new { t = "" } });
        string Body(int size) => frame.Replace("\"t\":\"\"", "\"t\":\"" + new string('x', size - frame.Length) + "\"", StringComparison.Ordinal);

        Assert.Equal(200, (await server.PostJsonAsync(Body(1_048_576))).Status);
        var answer = await server.PostJsonAsync(Body(1_048_577));
        Assert.Equal((413, "BODY_TOO_LARGE"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("Content-Length: 1048577", 0)]
    [InlineData("Transfer-Encoding: chunked", 1_048_577)]
    public async Task A_body_that_is_too_large_is_refused_before_it_ends(string length, int sent)
    {
        await using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync($"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{length}\r\n\r\n");
        if (sent > 0)
        {
            await connection.SendAsync($"{sent:x}\r\n{new string(' ', sent)}");
        }

        var answer = await connection.ReadUntilAsync("BODY_TOO_LARGE");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_arrives_byte_by_byte_is_read()
    {
        await using var connection = await RawConnection.OpenAsync(server.Address);
        const string Body = """{"query":"{ echo(text: \"é\") }"}""";
        await connection.SendAsync($"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        foreach (var one in Encoding.UTF8.GetBytes(Body))
        {
            await connection.SendAsync([.. "1\r\n"u8, one, .. "\r\n"u8]);
        }

        await connection.SendAsync("0\r\n\r\n");
        Assert.Contains("\"é\"", await connection.ReadUntilAsync("}}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_chunk_is_the_clients_fault()
    {
        await using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        Assert.StartsWith("HTTP/1.1 400", await connection.ReadUntilAsync("\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(server.Log.Entries);
    }

    [Fact]
    public async Task An_answer_is_not_escaped_more_than_JSON_needs()
    {
        var answer = await server.PostAsync("""{ echo(text: "é<漢>") }""");
        Assert.Contains("é<漢>", answer.Text, StringComparison.Ordinal);
    }
}
