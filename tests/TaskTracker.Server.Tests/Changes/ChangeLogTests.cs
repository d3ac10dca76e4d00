using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Changes;

public sealed class ChangeLogTests : IDisposable
{
    private readonly TrackerServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Every_write_through_either_door_is_in_the_log()
    {
        await server.AddUserAsync("alice");
        await server.AddUserAsync("bob");
        await server.DataAsync("""mutation { createTask(input: {title: "a", userId: 1, description: "d"}) { task { id } } }""");
        await server.Client.PutAsJsonAsync("/tasks/1/status", new { status = "IN_PROGRESS" });
        await server.SignInAsAdministratorAsync();
        await server.DataAsync(
            """
            mutation {
              a: updateTask(input: {id: 1, title: "b", description: null}) { task { id } }
              b: assignTask(input: {taskId: 1, userId: 2}) { task { id } }
              same: updateTaskStatus(input: {id: 1, status: IN_PROGRESS}) { task { id } }
              refused: updateTask(input: {id: 1, title: ""}) { task { id } }
            }
            """);

        await server.AnswersAsync(
            "{ taskChanges { totalCount nodes { kind taskId taskVersion fromStatus toStatus changes { field from to } actor origin at task { version } } } }",
            """
            { "taskChanges": { "totalCount": 4, "nodes": [
              { "kind": "CREATED", "taskId": "VGFzazox", "taskVersion": 1, "fromStatus": null, "toStatus": null,
                "changes": [{ "field": "title", "from": null, "to": "a" }, { "field": "description", "from": null, "to": "d" },
                            { "field": "status", "from": null, "to": "PENDING" }, { "field": "priority", "from": null, "to": "NONE" },
                            { "field": "userId", "from": null, "to": "1" }],
                "actor": null, "origin": "GRAPHQL", "at": "2026-05-01T12:00:00Z", "task": { "version": 4 } },
              { "kind": "STATUS_CHANGED", "taskId": "VGFzazox", "taskVersion": 2, "fromStatus": "PENDING", "toStatus": "IN_PROGRESS",
                "changes": [{ "field": "status", "from": "PENDING", "to": "IN_PROGRESS" }],
                "actor": null, "origin": "REST", "at": "2026-05-01T12:00:00Z", "task": { "version": 4 } },
              { "kind": "UPDATED", "taskId": "VGFzazox", "taskVersion": 3, "fromStatus": null, "toStatus": null,
                "changes": [{ "field": "title", "from": "a", "to": "b" }, { "field": "description", "from": "d", "to": null }],
                "actor": "administrator", "origin": "GRAPHQL", "at": "2026-05-01T12:00:00Z", "task": { "version": 4 } },
              { "kind": "ASSIGNED", "taskId": "VGFzazox", "taskVersion": 4, "fromStatus": null, "toStatus": null,
                "changes": [{ "field": "userId", "from": "1", "to": "2" }],
                "actor": "administrator", "origin": "GRAPHQL", "at": "2026-05-01T12:00:00Z", "task": { "version": 4 } } ] } }
            """);
    }

    [Fact]
    public async Task The_log_is_read_in_pages_from_either_end_and_by_filter()
    {
        await server.AddUserAsync("alice");
        await server.AddUserAsync("bob");
        for (var i = 1; i <= 4; i++)
        {
            await server.AddTaskAsync((i % 2) + 1, $"task {i}");
        }

        await server.SignInAsAdministratorAsync();

        await server.DataAsync("mutation { assignTask(input: {taskId: 1, userId: 1}) { task { id } } updateTaskStatus(input: {id: 2, status: COMPLETED}) { task { id } } }");

        var first = (await server.DataAsync("{ taskChanges(first: 4) { nodes { taskVersion } pageInfo { endCursor hasNextPage hasPreviousPage } } }"))["taskChanges"]!;
        Assert.True((bool)first["pageInfo"]!["hasNextPage"]!);
        await server.AnswersAsync(
            "query ($after: String) { taskChanges(after: $after) { nodes { kind } pageInfo { hasNextPage hasPreviousPage } } }",
            """{ "taskChanges": { "nodes": [{ "kind": "ASSIGNED" }, { "kind": "STATUS_CHANGED" }], "pageInfo": { "hasNextPage": false, "hasPreviousPage": true } } }""",
            new { after = (string?)first["pageInfo"]!["endCursor"] });
        await server.AnswersAsync(
            """
            { last: taskChanges(last: 1) { nodes { kind } }
              left: taskChanges(userId: 2) { nodes { taskId kind } }
              done: taskChanges(to: [COMPLETED]) { nodes { taskId } }
              one: taskChanges(taskId: 2, kinds: [CREATED, ASSIGNED]) { nodes { kind } } }
            """,
            """
            { "last": { "nodes": [{ "kind": "STATUS_CHANGED" }] },
              "left": { "nodes": [{ "taskId": "VGFzazox", "kind": "CREATED" }, { "taskId": "VGFzazoz", "kind": "CREATED" }, { "taskId": "VGFzazox", "kind": "ASSIGNED" }] },
              "done": { "nodes": [{ "taskId": "VGFzazoy" }] },
              "one": { "nodes": [{ "kind": "CREATED" }] } }
            """);
    }

    [Fact]
    public async Task A_cursor_whose_changes_are_gone_is_expired_and_one_of_no_log_is_invalid()
    {
        await server.AddUserAsync("alice");
        for (var i = 0; i < 5; i++)
        {
            await server.AddTaskAsync(1, $"task {i}");
        }

        var cursors = (await server.DataAsync("{ taskChanges { nodes { cursor } } }"))["taskChanges"]!["nodes"]!.AsArray().Select(node => (string)node!["cursor"]!).ToList();
        Assert.Equal(cursors.Order(StringComparer.Ordinal), cursors);
        await server.PruneAsync(kept: 2);

        var expired = await server.AskAsync("query ($after: String) { taskChanges(after: $after) { nodes { cursor } } }", new { after = cursors[1] });
        Assert.Equal("CURSOR_EXPIRED", (string?)expired["errors"]![0]!["extensions"]!["code"]);
        Assert.Contains(cursors[2], (string?)expired["errors"]![0]!["message"], StringComparison.Ordinal);
        Assert.Empty(await server.ErrorsAsync("query ($after: String) { taskChanges(after: $after) { nodes { cursor } } }", new { after = cursors[2] }));
        Assert.Equal(
            ["INVALID_CURSOR taskChanges"],
            await server.ErrorsAsync("query ($after: String) { taskChanges(after: $after) { nodes { cursor } } }", new { after = cursors[1].Replace('0', '1') }));
        Assert.Equal(
            "The cursor in 'before' is not of this server's change log. Read the present state again, and continue from its 'asOf' or without a cursor.",
            (string?)(await server.AskAsync("""{ taskChanges(before: "zz") { nodes { cursor } } }"""))["errors"]![0]!["message"]);
    }

    [Fact]
    public async Task Pruning_removes_what_is_both_old_and_beyond_the_newest_and_never_makes_a_hole()
    {
        await server.AddUserAsync("alice");
        for (var i = 0; i < 10; i++)
        {
            await server.AddTaskAsync(1, $"old {i}");
        }

        server.Clock.Advance(TimeSpan.FromDays(2));
        await server.AddTaskAsync(1, "young");
        var prune = server.Services.GetRequiredService<PruneChangeLog>();

        Assert.Equal(0, (await prune.ExecuteAsync(new(Core.Access.Origin.Command, Core.Access.Permissions.All), new(TimeSpan.FromDays(1), 1_000), default)).Value!.Removed);
        Assert.Equal(0, (await prune.ExecuteAsync(new(Core.Access.Origin.Command, Core.Access.Permissions.All), new(TimeSpan.FromDays(3), 1), default)).Value!.Removed);
        Assert.Equal(7, (await prune.ExecuteAsync(new(Core.Access.Origin.Command, Core.Access.Permissions.All), new(TimeSpan.FromDays(1), 4), default)).Value!.Removed);
        Assert.Equal(3, (await prune.ExecuteAsync(new(Core.Access.Origin.Command, Core.Access.Permissions.All), new(TimeSpan.FromDays(1), 1), default)).Value!.Removed);

        var data = await server.DataAsync("{ changeLog { oldestCursor newestCursor } taskChanges { nodes { cursor task { title } } } }");
        Assert.Equal("young", (string?)Assert.Single(data["taskChanges"]!["nodes"]!.AsArray())!["task"]!["title"]);
        Assert.Equal((string?)data["taskChanges"]!["nodes"]![0]!["cursor"], (string?)data["changeLog"]!["newestCursor"]);
        Assert.Single((await server.DataAsync(
            "query ($after: String) { taskChanges(after: $after) { nodes { cursor } } }", new { after = (string?)data["changeLog"]!["oldestCursor"] }))["taskChanges"]!["nodes"]!.AsArray());
    }

    [Fact]
    public async Task AsOf_names_the_place_that_a_page_shows_however_much_is_written_meanwhile()
    {
        await server.AddUserAsync("alice");
        var writer = Task.WhenAll(Enumerable.Range(0, 200).Select(i => server.AddTaskAsync(1, $"task {i}")));

        for (var attempt = 0; attempt < 50; attempt++)
        {
            var data = await server.DataAsync("{ tasks(first: 0) { totalCount asOf } }");
            var place = (await server.Services.GetRequiredService<ChangeReader>().FindAsync((string)data["tasks"]!["asOf"]!, "after", default)).Value!;

            using var read = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default);
            var changes = await read.Context.Changes.CountAsync(change => change.Sequence <= place.Sequence);
            var tasks = (int)data["tasks"]!["totalCount"]!;

            // Every change so far created one task. Of those that the page shows, the last may come once more on PostgreSQL.
            Assert.InRange(changes, TestDatabase.IsPostgres ? 0 : tasks, tasks);
        }

        await writer;
    }

    [Fact]
    public async Task A_clock_that_is_set_back_does_not_change_the_order()
    {
        await server.AddUserAsync("alice");
        await server.AddTaskAsync(1, "before");
        server.Clock.Advance(TimeSpan.FromHours(-1));
        await server.AddTaskAsync(1, "after");

        await server.AnswersAsync(
            "{ taskChanges { nodes { task { title } } } }",
            """{ "taskChanges": { "nodes": [{ "task": { "title": "before" } }, { "task": { "title": "after" } }] } }""");
    }
}
