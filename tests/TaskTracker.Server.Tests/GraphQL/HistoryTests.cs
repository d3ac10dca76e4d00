using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL;

/// <summary><c>Query.taskChanges</c> and <c>Task.changes</c>: pages of the change log.</summary>
public sealed class HistoryTests(HistoryTests.Store store) : IClassFixture<HistoryTests.Store>
{
    private readonly TrackerServer server = store.Server;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Polling_forward_reads_the_whole_log_in_order(int size)
    {
        var read = new List<string>();
        string? after = null;
        for (var more = true; more;)
        {
            var page = (await server.DataAsync(
                "query ($size: Int, $after: String) { taskChanges(first: $size, after: $after) { edges { cursor node { cursor } } pageInfo { endCursor hasNextPage } } }",
                new { size, after }))["taskChanges"]!;
            Assert.All(page["edges"]!.AsArray(), edge => Assert.Equal((string?)edge!["cursor"], (string?)edge["node"]!["cursor"]));
            read.AddRange(page["edges"]!.AsArray().Select(edge => (string)edge!["cursor"]!));
            after = (string?)page["pageInfo"]!["endCursor"];
            more = (bool)page["pageInfo"]!["hasNextPage"]!;
        }

        Assert.Equal(await server.LogAsync(), read);
        Assert.Equal(read.Order(StringComparer.Ordinal), read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task A_task_s_history_is_its_part_of_the_log_from_both_ends(int size)
    {
        var all = (await server.DataAsync("{ taskChanges(taskId: 2, first: 100) { nodes { cursor taskVersion } } }"))["taskChanges"]!["nodes"]!.AsArray()
            .Select(node => (string)node!["cursor"]!).ToList();
        var forward = await WalkAsync("first", "after", "endCursor", "hasNextPage", size);
        var backward = await WalkAsync("last", "before", "startCursor", "hasPreviousPage", size);

        Assert.Equal(Store.ChangesOfEach, all.Count);
        Assert.Equal(all, forward.SelectMany(page => page));
        Assert.Equal(all, Enumerable.Reverse(backward).SelectMany(page => page));
    }

    [Fact]
    public async Task A_history_tells_the_fields_and_can_be_narrowed_to_kinds() => await server.AnswersAsync(
        """{ taskById(id: 1) { changes(first: 1, kinds: [STATUS_CHANGED]) { totalCount nodes { kind taskVersion fromStatus toStatus changes { field from to } task { version } } } } }""",
        $$"""
        { "taskById": { "changes": { "totalCount": {{Store.ChangesOfEach - 1}}, "nodes": [
          { "kind": "STATUS_CHANGED", "taskVersion": 2, "fromStatus": "PENDING", "toStatus": "COMPLETED",
            "changes": [{ "field": "status", "from": "PENDING", "to": "COMPLETED" }, { "field": "completedAt", "from": null, "to": "2026-05-01T12:00:10Z" }], "task": { "version": {{Store.ChangesOfEach}} } }] } } }
        """);

    [Fact]
    public async Task The_histories_of_many_tasks_cost_one_command_for_all_rows()
    {
        server.Commands.Clear();
        var data = await server.DataAsync("{ tasks(first: 10) { nodes { changes(first: 3) { nodes { kind } pageInfo { hasNextPage } } } } }");

        Assert.All(data["tasks"]!["nodes"]!.AsArray(), task =>
        {
            Assert.Equal(3, task!["changes"]!["nodes"]!.AsArray().Count);
            Assert.True((bool)task["changes"]!["pageInfo"]!["hasNextPage"]!);
        });
        // The tasks, which of them there are, and the rows.
        Assert.Equal(3, server.Commands.Texts.Count);
        // One seek for each task, which ends with the page.
        Assert.Contains("LIMIT", server.Commands.Texts[2].Split(TestDatabase.IsPostgres ? "LATERAL" : "IN (")[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_of_many_histories_cost_one_command_more()
    {
        server.Commands.Clear();
        await server.DataAsync("{ tasks(first: 10) { nodes { changes(last: 2) { totalCount nodes { kind } } } } }");
        Assert.Equal(4, server.Commands.Texts.Count);
    }

    [Fact]
    public async Task Bad_pages_are_refused()
    {
        Assert.Equal(["INVALID_PAGE taskById.changes"], await server.ErrorsAsync("{ taskById(id: 1) { changes(first: 101) { totalCount } } }"));
        Assert.Equal(["INVALID_CURSOR taskById.changes"], await server.ErrorsAsync("""{ taskById(id: 1) { changes(after: "x") { nodes { kind } } } }"""));
    }

    [Fact]
    public async Task A_cursor_whose_changes_are_pruned_is_refused_with_the_oldest_that_works()
    {
        await using var other = new TrackerServer();
        var id = (await other.AddTaskAsync((await other.AddUserAsync("alice")).Id, "Write")).Id;
        await other.MoveAsync(id, 9);
        var log = await other.LogAsync();
        await other.PruneAsync(kept: 3);

        foreach (var query in new[] { $"{{ taskChanges(after: \"{log[2]}\") {{ nodes {{ kind }} }} }}", $"{{ taskById(id: {id}) {{ changes(after: \"{log[2]}\") {{ nodes {{ kind }} }} }} }}" })
        {
            GraphQLOverHttp.AssertJson($$"""{ "code": "CURSOR_EXPIRED", "oldest": "{{log[6]}}" }""", (await other.AskAsync(query))["errors"]![0]!["extensions"]);
        }

        await other.AnswersAsync($"{{ taskChanges(after: \"{log[6]}\") {{ totalCount }} }}", """{ "taskChanges": { "totalCount": 3 } }""");
    }

    private async Task<List<List<string>>> WalkAsync(string count, string from, string cursor, string more, int size)
    {
        var pages = new List<List<string>>();
        string? place = null;
        while (true)
        {
            var page = (await server.DataAsync(
                $"query ($size: Int, $place: String) {{ taskById(id: 2) {{ changes({count}: $size, {from}: $place) {{ nodes {{ cursor }} pageInfo {{ {cursor} {more} }} }} }} }}",
                new { size, place }))["taskById"]!["changes"]!;
            pages.Add([.. page["nodes"]!.AsArray().Select(node => (string)node!["cursor"]!)]);
            if (!(bool)page["pageInfo"]![more]!)
            {
                return pages;
            }

            place = (string?)page["pageInfo"]![cursor];
        }
    }

    /// <summary>Ten tasks that changed in turns.</summary>
    public sealed class Store : IAsyncLifetime
    {
        public const int ChangesOfEach = 14;

        public TrackerServer Server { get; } = new();

        public async Task InitializeAsync()
        {
            var user = await Server.AddUserAsync("alice");
            for (var i = 0; i < 10; i++)
            {
                await Server.AddTaskAsync(user.Id, $"Task {i}");
            }

            await Task.WhenAll(Enumerable.Range(1, 10).Select(id => Server.MoveAsync(id, ChangesOfEach - 1)));
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
