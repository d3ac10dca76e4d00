using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Lists;

public sealed class PagingTests : IAsyncLifetime
{
    private readonly TrackerServer server = new();

    public async Task InitializeAsync()
    {
        await server.AddUserAsync("alice");
        for (var i = 1; i <= 10; i++)
        {
            await server.AddTaskAsync(1, $"task {i % 3}", i % 2 == 0 ? null : "text");
        }
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("first: -1", "INVALID_PAGE tasks")]
    [InlineData("last: -1", "INVALID_PAGE tasks")]
    [InlineData("first: 101", "INVALID_PAGE tasks")]
    [InlineData("first: 1000000", "INVALID_PAGE tasks")]
    [InlineData("first: 1, last: 1", "INVALID_PAGE tasks")]
    [InlineData("after: \"\"", "INVALID_CURSOR tasks")]
    [InlineData("after: \"MQ==\"", "INVALID_CURSOR tasks")]
    [InlineData("before: \"not base 64 at all!\"", "INVALID_CURSOR tasks")]
    [InlineData("after: \"AAAAAAAAAAAAAAAAAAAA\"", "INVALID_CURSOR tasks")]
    [InlineData("after: \"\\u0000\\ud800\"", "INVALID_CURSOR tasks")]
    public async Task Impossible_pages_are_refused(string arguments, string error) =>
        Assert.Equal([error], await server.ErrorsAsync($"{{ tasks({arguments}) {{ nodes {{ id }} }} }}"));

    [Theory]
    [InlineData("")]
    [InlineData("first: null, last: null, after: null, before: null")]
    public async Task Without_a_size_a_page_has_fifty_rows(string arguments)
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => server.AddTaskAsync(1, $"more {i}")));

        var data = await server.DataAsync($"{{ tasks({(arguments.Length == 0 ? "where: {}" : arguments)}) {{ nodes {{ id }} pageInfo {{ hasNextPage }} }} }}");

        Assert.Equal(50, data["tasks"]!["nodes"]!.AsArray().Count);
        Assert.True((bool)data["tasks"]!["pageInfo"]!["hasNextPage"]!);
    }

    [Fact]
    public async Task A_created_task_comes_with_its_place_in_the_list()
    {
        var payload = (await server.DataAsync(
            "mutation { createTask(input: {title: \"new\", userId: 1}) { task { id } taskEdge { cursor node { databaseId } } errors { __typename } } }"))["createTask"]!;
        var cursor = (string)payload["taskEdge"]!["cursor"]!;

        Assert.Equal(11, (int)payload["taskEdge"]!["node"]!["databaseId"]!);
        await server.AnswersAsync(
            $"{{ before: tasks(before: \"{cursor}\", last: 1) {{ nodes {{ databaseId }} }} at: tasks(last: 1) {{ edges {{ cursor }} }} after: tasks(after: \"{cursor}\") {{ nodes {{ databaseId }} }} }}",
            $$"""{ "before": { "nodes": [{ "databaseId": 10 }] }, "at": { "edges": [{ "cursor": "{{cursor}}" }] }, "after": { "nodes": [] } }""");
        await server.AnswersAsync(
            "mutation { createTask(input: {title: \" \", userId: 1}) { taskEdge { cursor } errors { __typename } } }",
            """{ "createTask": { "taskEdge": null, "errors": [{ "__typename": "InvalidInputError" }] } }""");
    }

    [Fact]
    public async Task An_empty_page_tells_whether_there_is_more() => await server.AnswersAsync(
        "{ tasks(first: 0) { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }",
        """
        { "tasks": { "totalCount": 10, "nodes": [], "edges": [],
          "pageInfo": { "hasNextPage": true, "hasPreviousPage": false, "startCursor": null, "endCursor": null } } }
        """);

    [Fact]
    public async Task A_cursor_of_another_order_or_list_is_refused()
    {
        var byTitle = await CursorAsync("order: [{title: ASC}]");
        var byId = await CursorAsync("order: [{id: ASC}]");

        Assert.Equal(["INVALID_CURSOR tasks"], await server.ErrorsAsync($"{{ tasks(order: [{{title: DESC}}], after: \"{byTitle}\") {{ nodes {{ id }} }} }}"));
        Assert.Equal(["INVALID_CURSOR tasks"], await server.ErrorsAsync($"{{ tasks(after: \"{byTitle}\") {{ nodes {{ id }} }} }}"));
        Assert.Equal(["INVALID_CURSOR users"], await server.ErrorsAsync($"{{ users(after: \"{byId}\") {{ nodes {{ id }} }} }}"));
        Assert.Empty(await server.ErrorsAsync($"{{ tasks(order: [{{title: ASC}}], after: \"{byTitle}\") {{ nodes {{ id }} }} }}"));
    }

    [Fact]
    public async Task A_cursor_with_any_bit_changed_is_refused()
    {
        var cursor = await CursorAsync("order: [{title: ASC}]");
        for (var i = 0; i < cursor.Length; i++)
        {
            var forged = new StringBuilder(cursor) { [i] = cursor[i] == 'A' ? 'B' : 'A' }.ToString();
            Assert.Equal(["INVALID_CURSOR tasks"], await server.ErrorsAsync($"{{ tasks(order: [{{title: ASC}}], after: \"{forged}\") {{ nodes {{ id }} }} }}"));
        }
    }

    [Theory]
    [InlineData("{0}=")]
    [InlineData(" {0}")]
    [InlineData("{0}\\n")]
    public async Task A_cursor_with_anything_added_is_refused(string changed)
    {
        var cursor = string.Format(CultureInfo.InvariantCulture, changed, await CursorAsync("order: [{title: ASC}]"));

        Assert.Equal(["INVALID_CURSOR tasks"], await server.ErrorsAsync($"{{ tasks(order: [{{title: ASC}}], after: \"{cursor}\") {{ nodes {{ id }} }} }}"));
    }

    [Fact]
    public async Task A_cursor_of_another_store_is_refused()
    {
        using var other = new TrackerServer();
        await other.AddUserAsync("bob");
        await other.AddTaskAsync(1, "t");
        var foreign = (string)(await other.DataAsync("{ tasks { pageInfo { endCursor } } }"))["tasks"]!["pageInfo"]!["endCursor"]!;

        Assert.Equal(["INVALID_CURSOR tasks"], await server.ErrorsAsync($"{{ tasks(after: \"{foreign}\") {{ nodes {{ id }} }} }}"));
    }

    [Fact]
    public async Task A_cursor_outlives_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("tasktracker-").FullName;
        try
        {
            string cursor;
            using (var before = TrackerServer.With([], folder))
            {
                await before.AddUserAsync("alice");
                await before.AddTaskAsync(1, "one");
                await before.AddTaskAsync(1, "two");
                cursor = (string)(await before.DataAsync("{ tasks(first: 1) { pageInfo { endCursor } } }"))["tasks"]!["pageInfo"]!["endCursor"]!;
            }

            using var after = TrackerServer.With([], folder);
            await after.AnswersAsync($"{{ tasks(after: \"{cursor}\") {{ nodes {{ title }} }} }}", """{ "tasks": { "nodes": [{ "title": "two" }] } }""");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("order: [{title: ASC}, {description: DESC}]")]
    [InlineData("order: [{description: ASC}]")]
    [InlineData("order: [{user: {username: DESC}}, {title: DESC}]")]
    [InlineData("search: \"task\"")]
    public async Task Pages_stay_put_while_rows_come_and_go(string order)
    {
        var start = await PageAsync(order, null);
        var everything = (await server.DataAsync($"{{ tasks({order}, first: 100) {{ nodes {{ databaseId }} }} }}"))["tasks"]!["nodes"]!.AsArray()
            .Select(node => (int)node!["databaseId"]!).ToList();

        // The row that the cursor was made of goes away, and rows arrive before and after it.
        await DeleteAsync(start.Ids[^1]);
        await server.AddTaskAsync(1, "task 0");
        await server.AddTaskAsync(1, "task 9", "zz");
        var arrived = new[] { 11, 12 };

        var seen = new List<int>(start.Ids);
        for (var page = await PageAsync(order, start.End); ; page = await PageAsync(order, page.End))
        {
            seen.AddRange(page.Ids);
            if (!page.HasNext)
            {
                break;
            }
        }

        Assert.Equal(everything, seen.Except(arrived));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task Both_cursors_together_cut_out_what_lies_between()
    {
        var edges = (await server.DataAsync("{ tasks { edges { cursor node { databaseId } } } }"))["tasks"]!["edges"]!.AsArray();

        await server.AnswersAsync(
            "query ($a: String, $b: String) { tasks(after: $a, before: $b, last: 2) { nodes { databaseId } pageInfo { hasPreviousPage hasNextPage } } }",
            """{ "tasks": { "nodes": [{ "databaseId": 6 }, { "databaseId": 7 }], "pageInfo": { "hasPreviousPage": true, "hasNextPage": true } } }""",
            new { a = (string?)edges[2]!["cursor"], b = (string?)edges[7]!["cursor"] });
    }

    [Fact]
    public async Task The_tasks_of_users_have_pages_of_their_own()
    {
        await server.AddUserAsync("bob");
        await server.AddTaskAsync(2, "bob's");
        var page = (await server.DataAsync("{ userById(id: 1) { tasks(first: 9, order: {id: DESC}) { pageInfo { endCursor } } } }"))["userById"]!["tasks"]!["pageInfo"]!;

        await server.AnswersAsync(
            """
            query ($after: String) { users { nodes { username
              tasks(order: {id: DESC}, after: $after) { totalCount nodes { databaseId } pageInfo { hasPreviousPage hasNextPage } }
              last: tasks(last: 1, where: {title: {eq: "task 1"}}) { totalCount nodes { databaseId } pageInfo { hasPreviousPage hasNextPage } } } } }
            """,
            """
            { "users": { "nodes": [
              { "username": "alice",
                "tasks": { "totalCount": 10, "nodes": [{ "databaseId": 1 }], "pageInfo": { "hasPreviousPage": true, "hasNextPage": false } },
                "last": { "totalCount": 4, "nodes": [{ "databaseId": 10 }], "pageInfo": { "hasPreviousPage": true, "hasNextPage": false } } },
              { "username": "bob",
                "tasks": { "totalCount": 1, "nodes": [], "pageInfo": { "hasPreviousPage": true, "hasNextPage": false } },
                "last": { "totalCount": 0, "nodes": [], "pageInfo": { "hasPreviousPage": false, "hasNextPage": false } } } ] } }
            """,
            new { after = (string?)page["endCursor"] });
    }

    [Theory]
    [InlineData("order: [{title: ASC, id: DESC}]")]
    [InlineData("order: [{}]")]
    [InlineData("order: [{title: null}]")]
    [InlineData("order: [{user: {}}]")]
    [InlineData("order: [{id: ASC}, {id: ASC}, {id: ASC}, {id: ASC}, {id: ASC}, {id: ASC}, {id: ASC}, {id: ASC}, {id: ASC}]")]
    public async Task An_order_without_a_meaning_is_refused(string order) =>
        Assert.Equal(["INVALID_ORDER tasks"], await server.ErrorsAsync($"{{ tasks({order}) {{ nodes {{ id }} }} }}"));

    private async Task<string> CursorAsync(string arguments) =>
        (string)(await server.DataAsync($"{{ tasks({arguments}, first: 1) {{ pageInfo {{ endCursor }} }} }}"))["tasks"]!["pageInfo"]!["endCursor"]!;

    private async Task<(List<int> Ids, string? End, bool HasNext)> PageAsync(string arguments, string? after)
    {
        var page = (await server.DataAsync(
            $"query ($after: String) {{ tasks({arguments}, first: 3, after: $after) {{ nodes {{ databaseId }} pageInfo {{ endCursor hasNextPage }} }} }}", new { after }))["tasks"]!;
        return ([.. page["nodes"]!.AsArray().Select(node => (int)node!["databaseId"]!)], (string?)page["pageInfo"]!["endCursor"], (bool)page["pageInfo"]!["hasNextPage"]!);
    }

    private async Task DeleteAsync(int id) => await server.Services.GetRequiredService<TrackerDatabase>().WriteAsync<TaskItem>(
        new(Core.Access.Origin.Command, Core.Access.Permissions.All),
        async context =>
        {
            var task = await context.Tasks.SingleAsync(t => t.Id == id);
            await context.Tasks.Where(t => t.Id == id).ExecuteDeleteAsync();
            return task;
        },
        default);
}
