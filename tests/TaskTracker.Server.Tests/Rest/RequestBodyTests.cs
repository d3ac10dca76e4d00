using System.Text;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed class RequestBodyTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    private const string MissingTitle = "missing body.title Field required";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.api+json")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_body_of_a_json_type_or_of_none_is_read(string? contentType) =>
        Assert.Equal(MissingTitle, (await server.SendAsync("POST", "/tasks/", """{"user_id":1}""", contentType)).Error);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/json")]
    [InlineData("application/jsonx")]
    [InlineData("nonsense")]
    public async Task A_body_of_another_type_is_a_text_and_no_object(string contentType)
    {
        var answer = await server.SendAsync("POST", "/tasks/", """{"user_id":1}""", contentType);
        Assert.Equal("model_attributes_type body Input should be a valid dictionary or object to extract fields from", answer.Error);
        Assert.Equal("""{"user_id":1}""", answer.Json["detail"]![0]!["input"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("{\"title\": }", 10, "Expecting value")]
    [InlineData("{\"title\" 1}", 9, "Expecting ':' delimiter")]
    [InlineData("{\"🚀\" 1}", 5, "Expecting ':' delimiter")]
    [InlineData("{} {}", 3, "Extra data")]
    [InlineData("   ", 3, "Expecting value")]
    [InlineData("{\"a\": NaN}", 6, "Expecting value")]
    public async Task Broken_json_is_told_at_the_character_where_it_breaks(string body, int offset, string error)
    {
        var answer = await server.SendAsync("POST", "/tasks/", body);
        Assert.Equal($"json_invalid body.{offset} JSON decode error", answer.Error);
        Assert.Equal(error, answer.Json["detail"]![0]!["ctx"]!["error"]!.GetValue<string>());
        Assert.Equal("{}", answer.Json["detail"]![0]!["input"]!.ToJsonString());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public async Task Json_nested_a_hundred_thousand_deep_is_refused(string opening)
    {
        var answer = await server.SendAsync("POST", "/tasks/", new StringBuilder().Insert(0, opening, 100_000).ToString());
        Assert.Equal(422, answer.Status);
        Assert.Contains("Nested too deeply", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_nested_deep_where_nobody_looks_is_ignored()
    {
        var answer = await server.SendAsync("POST", "/tasks/", $$"""{"user_id":1,"more":{{new string('[', 400)}}{{new string(']', 400)}}}""");
        Assert.Equal(MissingTitle, answer.Error);
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_is_400()
    {
        var answer = await server.SendAsync("POST", "/tasks/", [(byte)'"', 0xFF, (byte)'"']);
        Assert.Equal((400, """{"detail":"There was an error parsing the body"}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_byte_order_mark_is_skipped() =>
        Assert.Equal(MissingTitle, (await server.SendAsync("POST", "/tasks/", "\uFEFF{\"user_id\":1}")).Error);

    [Theory]
    [InlineData(1024 * 1024, 422)]
    [InlineData((1024 * 1024) + 1, 413)]
    [InlineData(10_000_000, 413)]
    public async Task A_body_has_at_most_one_mebibyte(int length, int status)
    {
        var answer = await server.SendAsync("POST", "/tasks/", new byte[length], "text/plain");
        Assert.Equal(status, answer.Status);
        Assert.NotNull(answer.Json["detail"]);
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_no_text() => Assert.Equal(
        "string_unicode body.title Input should be a valid string, unable to parse raw data as a unicode string",
        (await server.SendAsync("POST", "/tasks/", """{"title":"a\ud800b","user_id":1}""")).Error);

    [Fact]
    public async Task Half_of_a_surrogate_pair_in_a_name_is_no_text_either() => Assert.Equal(
        "string_unicode body Input should be a valid string, unable to parse raw data as a unicode string",
        (await server.SendAsync("POST", "/tasks/", """{"\udc00":"b","user_id":1}""")).Error);

    [Fact]
    public async Task A_NUL_is_refused() => Assert.Equal(
        "value_error body.title Value error, title must be well-formed Unicode text without NUL characters.",
        (await server.SendAsync("POST", "/tasks/", """{"title":"a\u0000b","user_id":1}""")).Error);

    [Fact]
    public async Task What_was_given_is_shown_as_it_came()
    {
        var answer = await server.SendAsync("POST", "/tasks/", """{ "user_id": 1.50e0, "more": ["é", "\u00e9", "\ud83d\ude80", null] }""");
        Assert.Contains("\"input\":1.50e0", answer.Body, StringComparison.Ordinal);
        Assert.Equal("""{"user_id":1.50e0,"more":["é","é","🚀",null]}""", answer.Json["detail"]![0]!["input"]!.ToJsonString(new()
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }).Replace("\\uD83D\\uDE80", "🚀", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_repeated_field_the_last_one_counts()
    {
        var user = await server.CreateUserAsync();
        var answer = await server.SendAsync("POST", "/tasks/", $$"""{"title":1,"title":"last","user_id":{{user}}}""");
        Assert.Equal("last", answer.Json["title"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(499)]
    public async Task Half_of_a_surrogate_pair_is_echoed_however_deep_it_lies(int depth)
    {
        var title = $"{new string('[', depth)}\"\\ud800\"{new string(']', depth)}";

        var answer = await server.SendAsync("POST", "/tasks/", $$"""{"title": {{title}}, "user_id": 1}""");

        Assert.Equal(422, answer.Status);
        Assert.Equal($$"""{"detail":[{"type":"string_type","loc":["body","title"],"msg":"Input should be a valid string","input":{{title}}}]}""", answer.Body);
    }
}
