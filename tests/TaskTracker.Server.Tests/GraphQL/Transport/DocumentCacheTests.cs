using Microsoft.Extensions.Options;
using TaskTracker.Server.GraphQL;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

public sealed class DocumentCacheTests
{
    [Fact]
    public async Task A_valid_document_is_parsed_once_whatever_its_variables()
    {
        using var server = new TransportServer();
        foreach (var text in new[] { "a", "b", "c" })
        {
            var answer = await server.PostAsync("query($t: String) { echo(text: $t) }", new { t = text });
            Assert.Equal(text, answer.Data.GetProperty("echo").GetString());
        }

        Assert.Equal(1, server.Parser.Count);
        await server.GetAsync("?query=" + Uri.EscapeDataString("query($t: String) { echo(text: $t) }"));
        Assert.Equal(1, server.Parser.Count);
    }

    [Fact]
    public async Task Variables_are_checked_for_every_request()
    {
        using var server = new TransportServer();
        const string Query = "query($t: String!) { echo(text: $t) }";
        Assert.Equal("a", (await server.PostAsync(Query, new { t = "a" })).Data.GetProperty("echo").GetString());
        Assert.Equal("INVALID_VARIABLE", (await server.PostAsync(Query, new { t = (string?)null })).Code);
        Assert.Equal("INVALID_VARIABLE", (await server.PostAsync(Query, new { t = 1 })).Code);
        Assert.Equal(1, server.Parser.Count);
    }

    [Fact]
    public async Task Each_operation_of_a_kept_document_can_be_run()
    {
        using var server = new TransportServer();
        const string Query = "query A { a: echo(text: \"a\") } query B { b: echo(text: \"b\") }";
        Assert.Equal("a", (await server.PostAsync(Query, operationName: "A")).Data.GetProperty("a").GetString());
        Assert.Equal("b", (await server.PostAsync(Query, operationName: "B")).Data.GetProperty("b").GetString());
        Assert.Equal("OPERATION_NOT_FOUND", (await server.PostAsync(Query, operationName: "C")).Code);
        Assert.Equal(1, server.Parser.Count);
    }

    [Fact]
    public async Task A_document_that_is_not_valid_is_not_kept()
    {
        using var server = new TransportServer();
        Assert.Equal("VALIDATION_FAILED", (await server.PostAsync("{ nope }")).Code);
        Assert.Equal("VALIDATION_FAILED", (await server.PostAsync("{ nope }")).Code);
        Assert.Equal(2, server.Parser.Count);
    }

    [Fact]
    public async Task Requests_that_come_at_once_are_all_answered()
    {
        using var server = new TransportServer(); // Nothing has been parsed yet, so that many find the cache empty.
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => server.PostAsync($"{{ echo(text: \"{i % 4}\") }}")));
        Assert.Equal(Enumerable.Range(0, 64).Select(i => $"{i % 4}"), answers.Select(answer => answer.Data.GetProperty("echo").GetString()));
        Assert.InRange(server.Parser.Count, 4, 64);
    }

    [Fact]
    public async Task The_setting_turns_it_off()
    {
        using var server = TransportServer.With(new() { ["GraphQL:DocumentCacheSize"] = "0" });
        await server.PostAsync("{ echo }");
        await server.PostAsync("{ echo }");
        Assert.Equal(2, server.Parser.Count);
    }

    [Fact]
    public void It_keeps_at_most_as_many_documents_as_the_setting_says()
    {
        var cache = Cache(count: 3);
        for (var i = 0; i < 10; i++)
        {
            cache.Add(Document($"{{a{i}}}"));
        }

        Assert.Equal(3, cache.Count);
        Assert.True(cache.TryGet("{a9}", out _));
        Assert.False(cache.TryGet("{a0}", out _));
    }

    [Fact]
    public void It_keeps_at_most_as_many_characters_as_the_setting_says()
    {
        var cache = Cache(characters: 10);
        cache.Add(Document("12345"));
        cache.Add(Document("67890"));
        Assert.Equal(2, cache.Count);

        cache.Add(Document("abcdef"));
        Assert.Equal(1, cache.Count);

        cache.Add(Document("longer than ten"));
        Assert.False(cache.TryGet("longer than ten", out _));
        Assert.True(cache.TryGet("abcdef", out _));
    }

    [Fact]
    public void A_flood_of_new_documents_does_not_drive_out_one_that_is_used()
    {
        var cache = Cache(count: 3);
        var hot = Document("{hot}");
        cache.Add(hot);
        for (var i = 0; i < 100; i++)
        {
            Assert.True(cache.TryGet("{hot}", out var kept));
            Assert.Same(hot, kept);
            cache.Add(Document($"{{a{i}}}"));
        }

        Assert.Equal(3, cache.Count);
    }

    [Fact]
    public void Of_two_that_bring_the_same_text_the_first_is_kept()
    {
        var cache = Cache(count: 3);
        var first = Document("{a}");
        cache.Add(first);
        cache.Add(Document("{a}"));
        Assert.True(cache.TryGet("{a}", out var kept));
        Assert.Same(first, kept);
        Assert.Equal(1, cache.Count);
    }

    private static DocumentCache Cache(int count = 1_000, int characters = 1_000_000) =>
        new(Options.Create(new GraphQLOptions { DocumentCacheSize = count, DocumentCacheCharacters = characters }));

    private static PreparedDocument Document(string text) => new(text, new([]));
}
