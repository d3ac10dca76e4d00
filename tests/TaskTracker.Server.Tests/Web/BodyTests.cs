using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Web;

/// <summary>Bodies that are too large, packed, nested too deep or no text, at every door that reads one.</summary>
public sealed class BodyTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    // A mebibyte and one byte.
    private const int TooLarge = (1024 * 1024) + 1;

    /// <summary>Each with a small body that it serves.</summary>
    public static TheoryData<string, string, string> Doors => new()
    {
        { "/graphql", Json, """{"query":"{ __typename }"}""" },
        { "/tasks/", Json, """{"title":"Write","user_id":1}""" },
        { "/users/", Json, """{"username":"bob","email":"bob@example.com"}""" },
        { "/token", Form, "username=nobody&password=none" },
        { "/token/refresh", Form, "refresh_token=none" },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_body_that_is_too_large_is_413_with_its_length_or_in_chunks(string path, string type, string body)
    {
        var padded = type == Json ? body.PadRight(TooLarge) : body + "&more=".PadRight(TooLarge, 'x');
        foreach (var chunked in (bool[])[false, true])
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(path, type, Encoding.UTF8.GetBytes(padded), chunked: chunked)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_compressed_body_is_not_read_however_small_it_looks(string path, string type, string body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(body.PadRight(50_000_000)));
        }

        Assert.InRange(packed.Length, 1, 100_000);
        foreach (var coding in (string[])["gzip", "GZIP", "deflate", "br", "gzip, identity"])
        {
            var (status, answer) = await SendAsync(path, type, packed.ToArray(), coding);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
            var json = JsonNode.Parse(answer)!;
            Assert.Equal("UNSUPPORTED_MEDIA_TYPE", (string?)json["code"] ?? (string?)json["errors"]![0]!["extensions"]!["code"]);
        }

        Assert.NotEqual(HttpStatusCode.UnsupportedMediaType, (await SendAsync(path, type, Encoding.UTF8.GetBytes(body), "identity")).Status);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_body_that_is_not_UTF_8_is_400(string path, string type, string body)
    {
        var at = body.LastIndexOf('e');
        // A byte that never occurs, half of a surrogate pair, and a slash in too many bytes.
        foreach (var wrong in (byte[][])[[0xFF], [0xED, 0xA0, 0x80], [0xC0, 0xAF]])
        {
            byte[] bytes = [.. Encoding.UTF8.GetBytes(body[..at]), .. wrong, .. Encoding.UTF8.GetBytes(body[at..])];
            Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(path, type, bytes)).Status);
        }
    }

    [Theory]
    [InlineData("username=%FF&password=none")]
    [InlineData("username=%ED%A0%80&password=none")]
    [InlineData("username=nobody&password=%C3")]
    public async Task An_escape_in_a_form_that_is_not_UTF_8_is_400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync("/token", Form, Encoding.UTF8.GetBytes(body))).Status);

    [Theory]
    [InlineData("query=%7B__typename%7D%23%FF")]
    [InlineData("query=%7B__typename%7D&variables=%7B%22a%22:%22%ED%A0%80%22%7D")]
    [InlineData("query=%7B__typename%7D&extensions=%7B%22a%22:%22%C3%22%7D")]
    [InlineData("query=%7B__typename%7D&variables=%7B%22a%22:%22%5Cud800%22%7D")]
    public async Task A_GraphQL_query_string_that_is_not_Unicode_is_400(string query)
    {
        using var answer = await server.Client.GetAsync(new Uri(
            server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority) + "/graphql?" + query, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    public static TheoryData<string, int> Nested => new()
    {
        { "/graphql {\"query\":\"{ __typename }\",\"variables\":{\"a\":@}}", 400 },
        { "/graphql {\"query\":\"{ __typename }\",\"extensions\":{\"a\":@}}", 400 },
        { "/graphql {\"query\":\"{ __typename }\",\"other\":@}", 400 },
        { "/graphql @", 400 },
        { "/tasks/ {\"title\":@,\"user_id\":1}", 422 },
        { "/tasks/ @", 422 },
        { "/users/ {\"username\":@}", 422 },
    };

    [Theory]
    [MemberData(nameof(Nested))]
    public async Task JSON_nested_twenty_thousand_deep_is_refused_and_nobody_falls_over(string request, int status)
    {
        var (path, body) = (request.Split(' ')[0], request[(request.IndexOf(' ') + 1)..]);
        foreach (var deep in (string[])[Nest("[", "]"), Nest("{\"a\":", "}")])
        {
            Assert.Equal(status, (int)(await SendAsync(path, Json, Encoding.UTF8.GetBytes(body.Replace("@", deep, StringComparison.Ordinal)))).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/")).StatusCode);
    }

    [Theory]
    [InlineData("""{"type":"connection_init","payload":{"authorization":@}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","variables":{"a":@}}}""")]
    [InlineData("""{"type":"subscribe","id":"1","payload":{"query":"{ __typename }","extensions":{"a":@}}}""")]
    public async Task So_are_a_socket_s_messages(string message)
    {
        var deep = new string('[', 20_000) + new string(']', 20_000);
        foreach (var value in (string[])[deep, "\"\\ud800\""])
        {
            await using var socket = await SocketClient.OpenAsync(server);
            if (message.Contains("subscribe", StringComparison.Ordinal))
            {
                await socket.SendAsync("""{"type":"connection_init"}""");
                Assert.Equal("connection_ack", (string?)(await socket.ReadAsync())["type"]);
            }

            await socket.SendAsync(message.Replace("@", value, StringComparison.Ordinal));
            Assert.StartsWith("4400 ", await socket.ClosedAsync(), StringComparison.Ordinal);
        }
    }

    private static string Nest(string open, string close) =>
        string.Concat(Enumerable.Repeat(open, 20_000)) + "1" + string.Concat(Enumerable.Repeat(close, 20_000));

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string path, string type, byte[] body, string? coding = null, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.TransferEncodingChunked = chunked;
        if (coding is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        }

        using var answer = await server.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
