using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL;

public sealed class MutationTests : IDisposable
{
    private readonly TrackerServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_user_is_created() => await server.AnswersAsync(
        """
        mutation { createUser(input: {username: "Zoë Ünï", email: "Zoe@EXAMPLE.com"}) {
          user { id databaseId username email createdAt version } errors { __typename } } }
        """,
        """
        { "createUser": {
          "user": { "id": "VXNlcjox", "databaseId": 1, "username": "Zoë Ünï", "email": "Zoe@example.com", "createdAt": "2026-05-01T12:00:00Z", "version": null },
          "errors": null } }
        """);

    [Fact]
    public async Task Every_bad_field_of_a_user_is_named_at_once() => await server.AnswersAsync(
        """
        mutation { createUser(input: {username: "al", email: "nowhere"}) {
          user { id } errors { __typename ... on Error { message code } ... on InvalidInputError { fieldName } } } }
        """,
        """
        { "createUser": { "user": null, "errors": [
          { "__typename": "InvalidInputError", "code": "INVALID_INPUT", "fieldName": "username", "message": "username must have at least 3 characters." },
          { "__typename": "InvalidInputError", "code": "INVALID_INPUT", "fieldName": "email",
            "message": "email must be a valid e-mail address: An email address must have an @-sign." } ] } }
        """);

    [Theory]
    [InlineData("ALICE", "other@example.com", "DUPLICATE_USERNAME")]
    [InlineData("alicia", "Alice@Example.COM", "DUPLICATE_EMAIL")]
    [InlineData("ａｌｉｃｅ", "other@example.com", "DUPLICATE_USERNAME")]
    public async Task A_name_or_address_is_taken_whatever_its_case(string username, string email, string code)
    {
        await server.AddUserAsync("alice");

        await server.AnswersAsync(
            "mutation ($u: String!, $e: String!) { createUser(input: {username: $u, email: $e}) { user { id } errors { ... on Error { code } } } }",
            $$"""{ "createUser": { "user": null, "errors": [{ "code": "{{code}}" }] } }""",
            new { u = username, e = email });
        await server.AnswersAsync("{ users { totalCount } }", """{ "users": { "totalCount": 1 } }""");
    }

    [Fact]
    public async Task A_user_keeps_what_an_update_leaves_out()
    {
        await server.AddUserAsync("alice");
        await server.SignInAsAdministratorAsync();

        await server.AnswersAsync(
            """mutation { updateUser(input: {id: 1, email: "new@example.com"}) { user { username email version } errors { __typename } } }""",
            """{ "updateUser": { "user": { "username": "alice", "email": "new@example.com", "version": 2 }, "errors": null } }""");
    }

    [Fact]
    public async Task A_user_may_change_the_case_of_its_own_name_but_not_take_anothers()
    {
        await server.AddUserAsync("alice");
        await server.AddUserAsync("bob");
        await server.SignInAsAdministratorAsync();

        await server.AnswersAsync(
            """
            mutation {
              own: updateUser(input: {id: 1, username: "Alice"}) { user { username } errors { ... on Error { code } } }
              taken: updateUser(input: {id: 2, username: "ALICE"}) { user { username } errors { ... on Error { code } } }
              gone: updateUser(input: {id: 99, username: "carol"}) { user { username } errors { ... on Error { code } ... on UserNotFoundError { userId } } }
            }
            """,
            """
            { "own": { "user": { "username": "Alice" }, "errors": null },
              "taken": { "user": null, "errors": [{ "code": "DUPLICATE_USERNAME" }] },
              "gone": { "user": null, "errors": [{ "code": "USER_NOT_FOUND", "userId": "99" }] } }
            """);
    }

    [Fact]
    public async Task A_task_is_created_pending_unless_the_caller_says_otherwise()
    {
        await server.AddUserAsync("alice");

        await server.AnswersAsync(
            """
            mutation {
              a: createTask(input: {title: "日本語 🚀 <b>&\"quoted\"</b>", userId: "VXNlcjox"}) { task { id title description status userId user { username } version } }
              b: createTask(input: {title: "b", description: "", userId: 1, status: COMPLETED}) { task { id description status } }
            }
            """,
            """
            { "a": { "task": { "id": "VGFzazox", "title": "日本語 🚀 <b>&\"quoted\"</b>", "description": null, "status": "PENDING", "userId": 1,
                "user": { "username": "alice" }, "version": 1 } },
              "b": { "task": { "id": "VGFzazoy", "description": "", "status": "COMPLETED" } } }
            """);
    }

    [Fact]
    public async Task A_task_for_nobody_or_with_bad_texts_is_refused_and_not_stored()
    {
        await server.AddUserAsync("alice");

        await server.AnswersAsync(
            """
            mutation ($blank: String!, $long: String!, $nul: String!, $wordy: String!) {
              nobody: createTask(input: {title: "t", userId: 7}) { task { id } errors { ... on Error { code } } }
              blank: createTask(input: {title: $blank, userId: 1}) { task { id } errors { ... on Error { message } } }
              long: createTask(input: {title: $long, userId: 1}) { task { id } errors { ... on Error { message } } }
              nul: createTask(input: {title: $nul, userId: 1, description: $wordy}) { task { id } errors { ... on Error { message } } }
              empty: createTask(input: {title: "", userId: "VGFzazox"}) { task { id } errors { ... on InvalidInputError { fieldName } } }
            }
            """,
            """
            { "nobody": { "task": null, "errors": [{ "code": "USER_NOT_FOUND" }] },
              "blank": { "task": null, "errors": [{ "message": "title must not be blank." }] },
              "long": { "task": null, "errors": [{ "message": "title must have at most 2000 characters." }] },
              "nul": { "task": null, "errors": [{ "message": "title must be well-formed Unicode text without NUL characters." },
                                                { "message": "description must have at most 20000 characters." }] },
              "empty": { "task": null, "errors": [{ "fieldName": "userId" }] } }
            """,
            new { blank = " \t\n", @long = new string('x', 2001), nul = "a\0b", wordy = new string('x', 20_001) });
        await server.AnswersAsync("{ tasks { totalCount } }", """{ "tasks": { "totalCount": 0 } }""");
    }

    [Fact]
    public async Task The_longest_texts_are_counted_in_characters_and_come_back_whole()
    {
        await server.AddUserAsync("alice");
        var title = string.Concat(Enumerable.Repeat("🚀", 2_000));
        var description = string.Concat(Enumerable.Repeat("é", 20_000));

        var data = await server.DataAsync(
            "mutation ($t: String!, $d: String!) { createTask(input: {title: $t, description: $d, userId: 1}) { task { title description } } }",
            new { t = title, d = description });

        Assert.Equal(title, (string?)data["createTask"]!["task"]!["title"]);
        Assert.Equal(description, (string?)data["createTask"]!["task"]!["description"]);
    }

    [Fact]
    public async Task Updating_a_task_changes_what_is_given_and_null_removes_the_description_only()
    {
        await server.AddUserAsync("alice");
        await server.AddTaskAsync(1, "old", "text");
        await server.SignInAsAdministratorAsync();
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        await server.AnswersAsync(
            """
            mutation {
              title: updateTask(input: {id: 1, title: "new"}) { task { title description version } }
              description: updateTask(input: {id: 1, description: null}) { task { title description version createdAt updatedAt } }
              nothing: updateTask(input: {id: 1}) { task { version } errors { __typename } }
              refused: updateTask(input: {id: 1, title: null}) { task { version } errors { ... on Error { message } } }
              gone: updateTask(input: {id: 2, title: "x"}) { errors { ... on TaskNotFoundError { taskId message } } }
            }
            """,
            """
            { "title": { "task": { "title": "new", "description": "text", "version": 2 } },
              "description": { "task": { "title": "new", "description": null, "version": 3, "createdAt": "2026-05-01T12:00:01Z", "updatedAt": "2026-05-01T12:00:02Z" } },
              "nothing": { "task": { "version": 3 }, "errors": null },
              "refused": { "task": null, "errors": [{ "message": "title must not be null. Leave it out to keep it as it is." }] },
              "gone": { "errors": [{ "taskId": "2", "message": "Task 2 was not found." }] } }
            """);
    }

    [Fact]
    public async Task Setting_the_status_that_a_task_has_succeeds_and_changes_nothing()
    {
        await server.AddUserAsync("alice");
        await server.AddTaskAsync(1, "t");
        server.Clock.Advance(TimeSpan.FromHours(1));

        await server.AnswersAsync(
            """
            mutation {
              same: updateTaskStatus(input: {id: 1, status: PENDING}) { task { status version updatedAt } errors { __typename } }
              done: updateTaskStatus(input: {id: "VGFzazox", status: COMPLETED}) { task { status version updatedAt } }
              back: updateTaskStatus(input: {id: "1", status: PENDING}) { task { status version } }
            }
            """,
            """
            { "same": { "task": { "status": "PENDING", "version": 1, "updatedAt": "2026-05-01T12:00:01Z" }, "errors": null },
              "done": { "task": { "status": "COMPLETED", "version": 2, "updatedAt": "2026-05-01T13:00:01Z" } },
              "back": { "task": { "status": "PENDING", "version": 3 } } }
            """);
    }

    [Fact]
    public async Task A_task_can_be_given_to_a_user_that_exists()
    {
        await server.AddUserAsync("alice");
        await server.AddUserAsync("bob");
        await server.AddTaskAsync(1, "t");
        await server.SignInAsAdministratorAsync();

        await server.AnswersAsync(
            """
            mutation {
              bob: assignTask(input: {taskId: 1, userId: 2}) { task { user { username } version } }
              nobody: assignTask(input: {taskId: 1, userId: 99}) { task { id } errors { ... on Error { code } } }
              nothing: assignTask(input: {taskId: 99999999999999999999, userId: 1}) { errors { ... on TaskNotFoundError { code taskId } } }
              wrong: assignTask(input: {taskId: "VXNlcjox", userId: "soon"}) { errors { ... on InvalidInputError { fieldName } } }
            }
            """,
            """
            { "bob": { "task": { "user": { "username": "bob" }, "version": 2 } },
              "nobody": { "task": null, "errors": [{ "code": "USER_NOT_FOUND" }] },
              "nothing": { "errors": [{ "code": "TASK_NOT_FOUND", "taskId": "99999999999999999999" }] },
              "wrong": { "errors": [{ "fieldName": "taskId" }, { "fieldName": "userId" }] } }
            """);
    }

    [Fact]
    public async Task Thirty_two_writers_at_once_all_succeed_and_share_ids_without_gaps()
    {
        await server.AddUserAsync("alice");

        var answers = await Task.WhenAll(Enumerable.Range(0, 320).Select(i => server.DataAsync(
            "mutation ($t: String!) { createTask(input: {title: $t, userId: 1}) { task { databaseId } errors { __typename } } }", new { t = $"task {i}" })));

        Assert.Equal(Enumerable.Range(1, 320), answers.Select(data => (int)data["createTask"]!["task"]!["databaseId"]!).Order());
    }
}
