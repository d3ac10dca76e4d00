using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL;

/// <summary>Priority, due date, creator, and since when a task is completed.</summary>
public sealed class TaskDetailsTests : IAsyncLifetime
{
    private readonly TrackerServer server = new();

    public async Task InitializeAsync()
    {
        await server.AddUserAsync("alice");
        await server.SignInAsAdministratorAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_task_has_no_details_until_somebody_gives_them() => await server.AnswersAsync(
        """
        mutation {
          bare: createTask(input: {title: "t", userId: 1}) { task { priority dueDate completedAt createdById createdBy { username } } }
          full: createTask(input: {title: "t", userId: 1, priority: URGENT, dueDate: "2028-02-29", status: COMPLETED}) { task { priority dueDate completedAt } }
        }
        """,
        """
        { "bare": { "task": { "priority": "NONE", "dueDate": null, "completedAt": null, "createdById": 2, "createdBy": { "username": "administrator" } } },
          "full": { "task": { "priority": "URGENT", "dueDate": "2028-02-29", "completedAt": "2026-05-01T12:00:00Z" } } }
        """);

    [Fact]
    public async Task An_update_keeps_the_details_that_it_leaves_out_and_null_removes_the_due_date_only()
    {
        await server.DataAsync("""mutation { createTask(input: {title: "t", userId: 1, priority: HIGH, dueDate: "2026-06-01"}) { task { id } } }""");

        await server.AnswersAsync(
            """
            mutation {
              title: updateTask(input: {id: 1, title: "new"}) { task { priority dueDate version } }
              due: updateTask(input: {id: 1, dueDate: null}) { task { title priority dueDate version } }
              low: updateTask(input: {id: 1, priority: LOW}) { task { title priority dueDate version } }
              same: updateTask(input: {id: 1, priority: LOW, dueDate: null}) { task { version } }
              refused: updateTask(input: {id: 1, priority: null, title: null}) { task { id } errors { ... on InvalidInputError { fieldName } } }
            }
            """,
            """
            { "title": { "task": { "priority": "HIGH", "dueDate": "2026-06-01", "version": 2 } },
              "due": { "task": { "title": "new", "priority": "HIGH", "dueDate": null, "version": 3 } },
              "low": { "task": { "title": "new", "priority": "LOW", "dueDate": null, "version": 4 } },
              "same": { "task": { "version": 4 } },
              "refused": { "task": null, "errors": [{ "fieldName": "title" }, { "fieldName": "priority" }] } }
            """);
    }

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-1-1")]
    [InlineData("20260101")]
    [InlineData("2026-01-01T00:00:00Z")]
    [InlineData(" 2026-01-01")]
    [InlineData("0000-01-01")]
    [InlineData("٢٠٢٦-٠١-٠١")]
    [InlineData("")]
    public async Task What_is_no_day_of_the_calendar_is_refused_as_literal_and_as_variable(string text)
    {
        Assert.Equal(["VALIDATION_FAILED"], await server.ErrorsAsync($$"""mutation { createTask(input: {title: "t", userId: 1, dueDate: "{{text}}"}) { task { id } } }"""));
        Assert.Equal(
            ["INVALID_VARIABLE"],
            await server.ErrorsAsync("""mutation ($day: LocalDate) { createTask(input: {title: "t", userId: 1, dueDate: $day}) { task { id } } }""", new { day = text }));
    }

    [Fact]
    public async Task A_task_is_completed_since_it_was_moved_there_and_no_longer_when_it_is_moved_away()
    {
        await server.AddTaskAsync(1, "t");
        await server.MoveAsync(1, TaskStatus.Completed);
        server.Clock.Advance(TimeSpan.FromMinutes(5));

        await server.AnswersAsync(
            """
            mutation {
              again: updateTaskStatus(input: {id: 1, status: COMPLETED}) { task { completedAt version } }
              edited: updateTask(input: {id: 1, title: "u"}) { task { completedAt updatedAt } }
              back: updateTaskStatus(input: {id: 1, status: IN_PROGRESS}) { task { completedAt } }
              done: updateTaskStatus(input: {id: 1, status: COMPLETED}) { task { completedAt updatedAt } }
            }
            """,
            """
            { "again": { "task": { "completedAt": "2026-05-01T12:00:01Z", "version": 2 } },
              "edited": { "task": { "completedAt": "2026-05-01T12:00:01Z", "updatedAt": "2026-05-01T12:05:01Z" } },
              "back": { "task": { "completedAt": null } },
              "done": { "task": { "completedAt": "2026-05-01T12:05:01Z", "updatedAt": "2026-05-01T12:05:01Z" } } }
            """);
    }

    [Fact]
    public async Task The_history_tells_the_details_from_what_to_what()
    {
        await server.DataAsync(
            """
            mutation {
              a: createTask(input: {title: "t", userId: 1, dueDate: "2026-06-01"}) { task { id } }
              b: updateTask(input: {id: 1, priority: HIGH, dueDate: "2026-07-01"}) { task { id } }
              c: updateTaskStatus(input: {id: 1, status: COMPLETED}) { task { id } }
              d: updateTaskStatus(input: {id: 1, status: PENDING}) { task { id } }
              e: updateTask(input: {id: 1, dueDate: null}) { task { id } }
            }
            """);

        await server.AnswersAsync(
            "{ taskById(id: 1) { changes { nodes { kind actor changes { field from to } } } } }",
            """
            { "taskById": { "changes": { "nodes": [
              { "kind": "CREATED", "actor": "administrator", "changes": [
                { "field": "title", "from": null, "to": "t" }, { "field": "status", "from": null, "to": "PENDING" }, { "field": "priority", "from": null, "to": "NONE" },
                { "field": "dueDate", "from": null, "to": "2026-06-01" }, { "field": "userId", "from": null, "to": "1" }, { "field": "createdById", "from": null, "to": "2" }] },
              { "kind": "UPDATED", "actor": "administrator", "changes": [
                { "field": "priority", "from": "NONE", "to": "HIGH" }, { "field": "dueDate", "from": "2026-06-01", "to": "2026-07-01" }] },
              { "kind": "STATUS_CHANGED", "actor": "administrator", "changes": [
                { "field": "status", "from": "PENDING", "to": "COMPLETED" }, { "field": "completedAt", "from": null, "to": "2026-05-01T12:00:00Z" }] },
              { "kind": "STATUS_CHANGED", "actor": "administrator", "changes": [
                { "field": "status", "from": "COMPLETED", "to": "PENDING" }, { "field": "completedAt", "from": "2026-05-01T12:00:00Z", "to": null }] },
              { "kind": "UPDATED", "actor": "administrator", "changes": [{ "field": "dueDate", "from": "2026-07-01", "to": null }] } ] } } }
            """);
    }

    [Fact]
    public async Task Tasks_are_found_and_sorted_by_details_with_none_first()
    {
        await server.DataAsync(
            """
            mutation {
              a: createTask(input: {title: "late", userId: 1, dueDate: "2026-04-30", priority: LOW}) { task { id } }
              b: createTask(input: {title: "soon", userId: 1, dueDate: "2026-05-02", priority: URGENT}) { task { id } }
              c: createTask(input: {title: "whenever", userId: 1}) { task { id } }
            }
            """);
        await server.AddTaskAsync(1, "nobody's");

        await server.AnswersAsync(
            """
            { overdue: tasks(where: {dueDate: {lt: "2026-05-01"}}) { nodes { title } }
              undated: tasks(where: {dueDate: {eq: null}}) { nodes { title } }
              pressing: tasks(where: {priority: {in: [HIGH, URGENT]}}) { nodes { title } }
              mine: tasks(where: {createdBy: {username: {eq: "administrator"}}}) { totalCount }
              nobodys: tasks(where: {createdById: {eq: null}}) { nodes { title } }
              byDay: tasks(order: [{dueDate: ASC}]) { nodes { title } }
              byPriority: tasks(order: [{priority: DESC}, {title: ASC}]) { nodes { title } }
              byCreator: tasks(order: [{createdBy: {role: DESC}}, {id: ASC}], first: 2) { nodes { title } } }
            """,
            """
            { "overdue": { "nodes": [{ "title": "late" }] },
              "undated": { "nodes": [{ "title": "whenever" }, { "title": "nobody's" }] },
              "pressing": { "nodes": [{ "title": "soon" }] },
              "mine": { "totalCount": 3 },
              "nobodys": { "nodes": [{ "title": "nobody's" }] },
              "byDay": { "nodes": [{ "title": "whenever" }, { "title": "nobody's" }, { "title": "late" }, { "title": "soon" }] },
              "byPriority": { "nodes": [{ "title": "soon" }, { "title": "late" }, { "title": "nobody's" }, { "title": "whenever" }] },
              "byCreator": { "nodes": [{ "title": "late" }, { "title": "soon" }] } }
            """);
    }

    [Fact]
    public async Task Pages_go_on_in_an_order_by_what_only_some_creators_have()
    {
        await server.AddTaskAsync(1, "nobody's");
        await server.DataAsync("""mutation { createTask(input: {title: "mine", userId: 1}) { task { id } } }""");

        var titles = new List<string>();
        string? after = null;
        for (var i = 0; i < 2; i++)
        {
            var page = (await server.DataAsync(
                "query ($after: String) { tasks(order: [{createdBy: {role: ASC}}], first: 1, after: $after) { nodes { title } pageInfo { endCursor } } }", new { after }))["tasks"]!;
            titles.Add((string)page["nodes"]![0]!["title"]!);
            after = (string)page["pageInfo"]!["endCursor"]!;
        }

        Assert.Equal(["nobody's", "mine"], titles);
    }
}
