using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL;

/// <summary>Tasks that are deleted, restored and purged.</summary>
public sealed class DeletedTaskTests : IAsyncLifetime
{
    private readonly TrackerServer server = new();

    public async Task InitializeAsync()
    {
        await server.AddUserAsync("alice");
        await server.AddTaskAsync(1, "kept");
        await server.AddTaskAsync(1, "secret plan", "of conquest", TaskStatus.Completed);
        await server.SignInAsAdministratorAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_deleted_task_is_answered_once_more_as_it_was() => await server.AnswersAsync(
        """
        mutation { deleteTask(input: {id: 2}) { task { databaseId title status version updatedAt deletedAt changes { nodes { kind } } } errors { __typename } } }
        """,
        """
        { "deleteTask": { "task": { "databaseId": 2, "title": "secret plan", "status": "COMPLETED", "version": 2, "updatedAt": "2026-05-01T12:00:02Z",
            "deletedAt": "2026-05-01T12:00:02Z", "changes": { "nodes": [{ "kind": "CREATED" }, { "kind": "DELETED" }] } },
          "errors": null } }
        """);

    [Fact]
    public async Task A_deleted_task_is_nowhere()
    {
        await server.DeleteTaskAsync(2);

        await server.AnswersAsync(
            """
            { byId: taskById(id: 2) { id } node(id: "VGFzazoy") { id } nodes(ids: ["VGFzazoy", "VGFzazox"]) { id }
              tasks { totalCount nodes { title } }
              filtered: tasks(where: {status: {eq: COMPLETED}}) { totalCount nodes { title } }
              found: tasks(search: "secret") { totalCount nodes { title } }
              users(where: {tasks: {some: {title: {startsWith: "secret"}}}}) { totalCount }
              none: users(where: {tasks: {all: {status: {eq: PENDING}}}}) { totalCount }
              userById(id: 1) { tasks { totalCount nodes { title } } } }
            """,
            """
            { "byId": null, "node": null, "nodes": [null, { "id": "VGFzazox" }],
              "tasks": { "totalCount": 1, "nodes": [{ "title": "kept" }] },
              "filtered": { "totalCount": 0, "nodes": [] },
              "found": { "totalCount": 0, "nodes": [] },
              "users": { "totalCount": 0 },
              "none": { "totalCount": 2 },
              "userById": { "tasks": { "totalCount": 1, "nodes": [{ "title": "kept" }] } } }
            """);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/tasks/2")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.PutAsJsonAsync("/tasks/2/status", new { status = "PENDING" })).StatusCode);
        Assert.Single((await server.Client.GetFromJsonAsync<JsonArray>("/tasks/"))!);
        Assert.Single((await server.Client.GetFromJsonAsync<JsonArray>("/users/1/tasks"))!);
        Assert.Empty((await server.Client.GetFromJsonAsync<JsonArray>("/tasks/?search=secret"))!);
    }

    [Fact]
    public async Task A_deleted_task_cannot_be_changed_or_deleted_again_and_only_a_deleted_one_restored()
    {
        await server.DeleteTaskAsync(2);

        await server.AnswersAsync(
            """
            mutation {
              a: updateTask(input: {id: 2, title: "x"}) { errors { ... on Error { code } } }
              b: updateTaskStatus(input: {id: 2, status: PENDING}) { errors { ... on Error { code } } }
              c: assignTask(input: {taskId: 2, userId: 1}) { errors { ... on Error { code } } }
              d: deleteTask(input: {id: 2}) { errors { ... on TaskNotFoundError { code taskId } } }
              e: restoreTask(input: {id: 1}) { errors { ... on TaskNotFoundError { code taskId } } }
              f: restoreTask(input: {id: 99999999999999999999}) { errors { ... on TaskNotFoundError { code taskId } } }
            }
            """,
            """
            { "a": { "errors": [{ "code": "TASK_NOT_FOUND" }] }, "b": { "errors": [{ "code": "TASK_NOT_FOUND" }] }, "c": { "errors": [{ "code": "TASK_NOT_FOUND" }] },
              "d": { "errors": [{ "code": "TASK_NOT_FOUND", "taskId": "2" }] }, "e": { "errors": [{ "code": "TASK_NOT_FOUND", "taskId": "1" }] },
              "f": { "errors": [{ "code": "TASK_NOT_FOUND", "taskId": "99999999999999999999" }] } }
            """);
    }

    [Fact]
    public async Task The_log_goes_on_telling_what_happened_to_a_deleted_task_but_not_what_it_said()
    {
        await server.MoveAsync(2, TaskStatus.Pending);
        await server.DeleteTaskAsync(2);

        await server.AnswersAsync(
            "{ taskChanges(taskId: 2) { nodes { kind taskVersion fromStatus toStatus changes { field to } task { id } } } }",
            """
            { "taskChanges": { "nodes": [
              { "kind": "CREATED", "taskVersion": 1, "fromStatus": null, "toStatus": null, "changes": [], "task": null },
              { "kind": "STATUS_CHANGED", "taskVersion": 2, "fromStatus": "COMPLETED", "toStatus": "PENDING", "changes": [], "task": null },
              { "kind": "DELETED", "taskVersion": 3, "fromStatus": null, "toStatus": null, "changes": [], "task": null } ] } }
            """);
        using var stream = await server.StreamEventsAsync($"?after={await server.BeginningAsync()}&until={(await server.LogAsync())[^1]}");
        var told = await stream.ReadToEndAsync();
        Assert.DoesNotContain(told, block => block.Data!.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(["created", "created", "status_changed", "deleted"], told.Select(block => block.Event));
    }

    [Fact]
    public async Task A_restored_task_is_everywhere_again_with_its_id_and_its_history()
    {
        await server.DeleteTaskAsync(2);
        server.Clock.Advance(TimeSpan.FromMinutes(1));

        await server.AnswersAsync(
            """
            mutation { restoreTask(input: {id: "VGFzazoy"}) {
              task { id title description status completedAt createdAt updatedAt deletedAt version user { username }
                changes { nodes { kind taskVersion actor changes { field to } } } } errors { __typename } } }
            """,
            """
            { "restoreTask": { "task": { "id": "VGFzazoy", "title": "secret plan", "description": "of conquest", "status": "COMPLETED",
                "completedAt": "2026-05-01T12:00:02Z", "createdAt": "2026-05-01T12:00:02Z", "updatedAt": "2026-05-01T12:01:02Z", "deletedAt": null, "version": 3,
                "user": { "username": "alice" },
                "changes": { "nodes": [
                  { "kind": "CREATED", "taskVersion": 1, "actor": null, "changes": [
                    { "field": "title", "to": "secret plan" }, { "field": "description", "to": "of conquest" }, { "field": "status", "to": "COMPLETED" },
                    { "field": "priority", "to": "NONE" }, { "field": "userId", "to": "1" }, { "field": "completedAt", "to": "2026-05-01T12:00:02Z" }] },
                  { "kind": "DELETED", "taskVersion": 2, "actor": null, "changes": [] },
                  { "kind": "RESTORED", "taskVersion": 3, "actor": "administrator", "changes": [] }] } },
              "errors": null } }
            """);
        await server.AnswersAsync(
            """{ tasks(search: "conquest secret") { totalCount } taskById(id: 2) { version } taskChanges(taskId: 2, first: 1) { nodes { changes { to } } } deletedTasks { totalCount } }""",
            """
            { "tasks": { "totalCount": 1 }, "taskById": { "version": 3 },
              "taskChanges": { "nodes": [{ "changes": [{ "to": "secret plan" }, { "to": "of conquest" }, { "to": "COMPLETED" }, { "to": "NONE" }, { "to": "1" }, { "to": "2026-05-01T12:00:02Z" }] }] },
              "deletedTasks": { "totalCount": 0 } }
            """);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/tasks/2")).StatusCode);
    }

    [Fact]
    public async Task Subscribers_learn_of_deleting_and_restoring()
    {
        using var graphQL = await server.StreamAsync("subscription { onTaskChanged(userId: 1, kinds: [DELETED, RESTORED]) { kind taskVersion task { title } } }");
        using var rest = await server.StreamEventsAsync("?kinds=deleted,restored");
        await server.DeleteTaskAsync(2);

        // One after the other: the task is told as it is at delivery.
        GraphQLOverHttp.AssertJson(
            """{ "data": { "onTaskChanged": { "kind": "DELETED", "taskVersion": 2, "task": null } } }""", (await graphQL.ReadAsync())!.Json);
        var deleted = (await rest.ReadAsync())!;
        await server.RestoreTaskAsync(2);
        GraphQLOverHttp.AssertJson(
            """{ "data": { "onTaskChanged": { "kind": "RESTORED", "taskVersion": 3, "task": { "title": "secret plan" } } } }""", (await graphQL.ReadAsync())!.Json);
        var restored = (await rest.ReadAsync())!;
        Assert.Equal(("deleted", "restored"), (deleted.Event, restored.Event));
        Assert.Null(deleted.Json["task"]);
        Assert.Equal(3, (int)restored.Json["task"]!["version"]!);
    }

    [Fact]
    public async Task Everybody_finds_the_deleted_tasks_that_they_may_restore_the_last_deleted_first()
    {
        var member = await server.SignUpAsync("member");
        await server.AddTaskAsync(member.UserId, "given to the member");
        await AskAsync(member, """mutation { createTask(input: {title: "made by the member", userId: 1}) { task { id } } }""");
        foreach (var id in new[] { 3, 1, 4, 2 })
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await server.DeleteTaskAsync(id);
        }

        await server.AnswersAsync(
            "{ deletedTasks { totalCount nodes { title deletedAt } } }",
            """
            { "deletedTasks": { "totalCount": 4, "nodes": [
              { "title": "secret plan", "deletedAt": "2026-05-01T12:00:07Z" }, { "title": "made by the member", "deletedAt": "2026-05-01T12:00:06Z" },
              { "title": "kept", "deletedAt": "2026-05-01T12:00:05Z" }, { "title": "given to the member", "deletedAt": "2026-05-01T12:00:04Z" } ] } }
            """);
        GraphQLOverHttp.AssertJson(
            """
            { "data": { "deletedTasks": { "totalCount": 2, "nodes": [
              { "title": "made by the member", "changes": { "totalCount": 2, "nodes": [{ "kind": "CREATED", "changes": [{ "to": "made by the member" }, { "to": "PENDING" }, { "to": "NONE" }, { "to": "1" }, { "to": "3" }] }] } },
              { "title": "given to the member", "changes": { "totalCount": 2, "nodes": [{ "kind": "CREATED", "changes": [{ "to": "given to the member" }, { "to": "PENDING" }, { "to": "NONE" }, { "to": "3" }] }] } } ] } } }
            """,
            await AskAsync(member, "{ deletedTasks { totalCount nodes { title changes(first: 1) { totalCount nodes { kind changes { to } } } } } }"));

        var walked = new List<string>();
        string? after = null;
        for (var more = true; more;)
        {
            var page = (await server.DataAsync(
                "query ($after: String) { deletedTasks(first: 3, after: $after) { edges { node { title } } pageInfo { endCursor hasNextPage } } }", new { after }))["deletedTasks"]!;
            walked.AddRange(page["edges"]!.AsArray().Select(edge => (string)edge!["node"]!["title"]!));
            (after, more) = ((string?)page["pageInfo"]!["endCursor"], (bool)page["pageInfo"]!["hasNextPage"]!);
        }

        Assert.Equal(["secret plan", "made by the member", "kept", "given to the member"], walked);
        GraphQLOverHttp.AssertJson(
            """{ "data": { "restoreTask": { "task": { "title": "given to the member" } } } }""",
            await AskAsync(member, "mutation { restoreTask(input: {id: 3}) { task { title } } }"));
        Assert.Equal("FORBIDDEN", (string?)(await AskAsync(member, "mutation { restoreTask(input: {id: 2}) { task { title } } }"))["errors"]![0]!["extensions"]!["code"]);
    }

    [Fact]
    public async Task A_task_that_was_deleted_long_ago_is_purged_with_all_that_it_said_and_its_id_stays_taken()
    {
        await server.DeleteTaskAsync(2);
        server.Clock.Advance(TimeSpan.FromDays(3));
        await server.DeleteTaskAsync(1);
        server.Clock.Advance(TimeSpan.FromDays(1));
        var purge = server.Services.GetRequiredService<PurgeTasks>();

        Assert.Equal(0, (await purge.ExecuteAsync(Actor.Operator, TimeSpan.FromDays(4), default)).Value!.Removed);
        Assert.Equal(1, (await purge.ExecuteAsync(Actor.Operator, TimeSpan.FromDays(3), default)).Value!.Removed);

        // Its token is not as old as the time that has passed.
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", (await server.SignUpAsync("other", Role.Admin)).AccessToken);
        await server.AnswersAsync(
            """mutation { a: restoreTask(input: {id: 2}) { errors { ... on Error { code } } } b: createTask(input: {title: "new", userId: 1}) { task { databaseId } } }""",
            """{ "a": { "errors": [{ "code": "TASK_NOT_FOUND" }] }, "b": { "task": { "databaseId": 3 } } }""");
        await server.AnswersAsync(
            "{ deletedTasks { nodes { title } } taskChanges(taskId: 2) { nodes { kind taskVersion } } }",
            """{ "deletedTasks": { "nodes": [{ "title": "kept" }] }, "taskChanges": { "nodes": [{ "kind": "CREATED", "taskVersion": 1 }, { "kind": "DELETED", "taskVersion": 2 }] } }""");
        Assert.Empty(server.Read("SELECT task FROM deleted_tasks WHERE task LIKE '%conquest%' UNION ALL SELECT changes FROM task_changes WHERE changes LIKE '%conquest%'"));
        Assert.Single(server.Read("SELECT changes FROM task_changes WHERE changes LIKE '%kept%'"));
    }

    [Fact]
    public async Task A_deactivated_user_keeps_their_tasks()
    {
        Assert.True((await server.Services.GetRequiredService<DeactivateUser>().ExecuteAsync(Actor.Operator, new(1), default)).Succeeded);

        await server.AnswersAsync(
            "{ userById(id: 1) { tasks { nodes { title } } } tasks(where: {userId: {eq: 1}}) { totalCount } }",
            """{ "userById": { "tasks": { "nodes": [{ "title": "kept" }, { "title": "secret plan" }] } }, "tasks": { "totalCount": 2 } }""");
    }

    private async Task<JsonObject> AskAsync(Account account, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Authorization = new("Bearer", account.AccessToken);
        using var response = await server.Client.SendAsync(request);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
