using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Lists;

public sealed class SearchTests(SearchTests.Store store) : IClassFixture<SearchTests.Store>
{
    private TrackerServer Server => store.Server;

    [Theory]
    [InlineData("report", "Reporting tools, Write the report, Café menu")]
    [InlineData("REPORT write", "Write the report")]
    [InlineData("write rep", "Write the report, Reporting tools")]
    [InlineData("rep write", "")]
    [InlineData("cafe", "Café menu")]
    [InlineData("CAFÉ", "Café menu")]
    [InlineData("strasse", "Straße fegen")]
    [InlineData("straße", "Straße fegen")]
    [InlineData("日本", "日本語の勉強")]
    [InlineData("語", "日本語の勉強")]
    [InlineData("本日", "")]
    [InlineData("🚀", "Launch 🚀 day")]
    [InlineData("launch day", "Launch 🚀 day")]
    [InlineData("c and c", "C++ and C#")]
    [InlineData("nothing", "")]
    public async Task A_search_finds_what_holds_all_words(string search, string titles) => Assert.Equal(titles, await TitlesAsync(search));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!?.,")]
    public async Task A_search_without_a_word_does_not_restrict(string search) =>
        Assert.Equal(7, (int)(await Server.DataAsync("query ($s: String) { tasks(search: $s) { totalCount } }", new { s = search }))["tasks"]!["totalCount"]!);

    [Theory]
    [InlineData("\"")]
    [InlineData("\"report")]
    [InlineData("report\" OR \"menu")]
    [InlineData("NOT report")]
    [InlineData("report AND NOT menu")]
    [InlineData("NEAR(report menu)")]
    [InlineData("title:report")]
    [InlineData("^report*")]
    [InlineData("report'; DROP TABLE tasks; --")]
    [InlineData("(((((")]
    [InlineData("-report")]
    [InlineData("report\u0000menu")]
    [InlineData("%")]
    [InlineData("\u200D\uFE0F")]
    public async Task Whatever_is_typed_is_searched_for_and_never_run(string search) =>
        Assert.Empty(await Server.ErrorsAsync("query ($s: String) { tasks(search: $s) { totalCount nodes { id } } }", new { s = search }));

    [Fact]
    public async Task Half_a_surrogate_pair_is_no_word_and_no_fault() =>
        Assert.Empty(await Server.ErrorsAsync("{ tasks(search: \"report \\ud83d\") { totalCount } }"));

    [Theory]
    [InlineData("x")]
    [InlineData("report ")]
    [InlineData("語")]
    [InlineData("🚀")]
    [InlineData("é")]
    public async Task Ten_thousand_characters_are_searched_for_and_one_more_is_refused(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 10_000).SelectMany(repeated => repeated.EnumerateRunes()).Take(10_000));

        Assert.Empty(await Server.ErrorsAsync("query ($s: String) { tasks(search: $s) { totalCount } }", new { s = text }));
        Assert.Equal(["INVALID_SEARCH tasks"], await Server.ErrorsAsync("query ($s: String) { tasks(search: $s) { totalCount } }", new { s = text + "y" }));
    }

    [Fact]
    public async Task Two_thousand_different_words_are_searched_for() => await Server.AnswersAsync(
        "query ($s: String) { tasks(search: $s) { totalCount } }",
        """{ "tasks": { "totalCount": 0 } }""",
        new { s = string.Join(' ', Enumerable.Range(1000, 1990)) });

    [Fact]
    public async Task A_search_goes_together_with_a_filter_an_order_and_a_user() => await Server.AnswersAsync(
        """
        { tasks(search: "report", where: {title: {neq: "Reporting tools"}}, order: {title: ASC}) { totalCount nodes { title } }
          userById(id: 1) { tasks(search: "report", first: 1) { totalCount nodes { title } } } }
        """,
        """
        { "tasks": { "totalCount": 2, "nodes": [{ "title": "Café menu" }, { "title": "Write the report" }] },
          "userById": { "tasks": { "totalCount": 3, "nodes": [{ "title": "Reporting tools" }] } } }
        """);

    [Fact]
    public async Task What_is_searched_follows_every_change()
    {
        using var server = new TrackerServer();
        await server.AddUserAsync("alice");
        await server.AddTaskAsync(1, "before", "old words");
        await server.SignInAsAdministratorAsync();

        await server.DataAsync("""mutation { updateTask(input: {id: 1, title: "after"}) { task { id } } updateTaskStatus(input: {id: 1, status: COMPLETED}) { task { id } } }""");
        await server.AnswersAsync(
            """{ gone: tasks(search: "before") { totalCount } new: tasks(search: "after") { totalCount } kept: tasks(search: "old words") { totalCount } }""",
            """{ "gone": { "totalCount": 0 }, "new": { "totalCount": 1 }, "kept": { "totalCount": 1 } }""");

        await server.DataAsync("mutation { updateTask(input: {id: 1, description: null}) { task { id } } }");
        await server.AnswersAsync(
            """{ gone: tasks(search: "words") { totalCount } kept: tasks(search: "after") { totalCount } }""",
            """{ "gone": { "totalCount": 0 }, "kept": { "totalCount": 1 } }""");
    }

    [Fact]
    public async Task A_refused_write_leaves_no_words_behind()
    {
        using var server = new TrackerServer();
        await server.AddUserAsync("alice");

        await server.DataAsync("""mutation { createTask(input: {title: "phantom", userId: 2}) { errors { __typename } } }""");
        await server.AddTaskAsync(1, "real");

        await server.AnswersAsync("""{ tasks(search: "phantom") { totalCount nodes { id } } }""", """{ "tasks": { "totalCount": 0, "nodes": [] } }""");
    }

    private async Task<string> TitlesAsync(string search) => string.Join(
        ", ",
        (await Server.DataAsync("query ($s: String) { tasks(search: $s) { nodes { title } } }", new { s = search }))["tasks"]!["nodes"]!.AsArray().Select(node => (string)node!["title"]!));

    public sealed class Store : IAsyncLifetime
    {
        public TrackerServer Server { get; } = new();

        public async Task InitializeAsync()
        {
            await Server.AddUserAsync("alice");
            await Server.AddTaskAsync(1, "Write the report");
            await Server.AddTaskAsync(1, "Café menu", "mentions a report");
            await Server.AddTaskAsync(1, "Reporting tools", "write-only");
            await Server.AddTaskAsync(1, "Straße fegen");
            await Server.AddTaskAsync(1, "日本語の勉強");
            await Server.AddTaskAsync(1, "Launch 🚀 day");
            await Server.AddTaskAsync(1, "C++ and C#");
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
