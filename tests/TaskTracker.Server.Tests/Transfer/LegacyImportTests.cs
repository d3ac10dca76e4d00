using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Transfer;

public sealed class LegacyImportTests : IDisposable
{
    private const string User = """{"id": 3, "username": "alice", "email": "alice@example.com"}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_is_taken_over_with_its_id_its_times_and_its_status_and_a_second_import_changes_nothing()
    {
        using var source = TrackerServer.With(new() { ["Rest:StatusSpelling"] = "LowerCase" });
        for (var i = 0; i < 7; i++)
        {
            var user = await source.AddUserAsync($"user{i}");
            for (var j = 0; j < i * 3; j++)
            {
                await source.AddTaskAsync(user.Id, $"Task {j} 🚀", j % 2 == 0 ? null : $"of user {i}", (TaskStatus)(j % 3));
            }
        }

        Assert.EndsWith("users: 7 added, 0 already here, 0 refused\ntasks: 63 added, 0 already here, 0 refused\n", await ImportAsync(source.Client.BaseAddress!));
        Assert.EndsWith("users: 0 added, 7 already here, 0 refused\ntasks: 0 added, 63 already here, 0 refused\n", await ImportAsync(source.Client.BaseAddress!));

        using var target = TrackerServer.With(new() { ["Rest:StatusSpelling"] = "LowerCase" }, folder.Path);
        foreach (var path in Enumerable.Range(1, 7).Select(id => $"/users/{id}/tasks").Prepend("/users/"))
        {
            Assert.Equal(await source.Client.GetStringAsync(path), await target.Client.GetStringAsync(path));
        }

        await target.AnswersAsync(
            """{ taskChanges(first: 100) { totalCount nodes { kind origin } } tasks(search: "rocket OR task") { totalCount } found: tasks(search: "task 🚀") { totalCount } }""",
            $$$"""{"taskChanges": {"totalCount": 63, "nodes": [{{{string.Join(',', Enumerable.Repeat("""{"kind": "CREATED", "origin": "COMMAND"}""", 63))}}}]}, "tasks": {"totalCount": 0}, "found": {"totalCount": 63}}""");
        Assert.Equal(64, (await target.AddTaskAsync(1, "The next one")).Id);
    }

    [Fact]
    public async Task An_import_that_was_stopped_in_the_middle_goes_on_when_it_is_run_again()
    {
        await using var source = await LegacyStandIn.StartAsync([User], (3, ["""{"id": 1, "title": "One", "status": "pending", "user_id": 3, "created_at": "2025-05-12T20:55:11", "updated_at": "2025-05-12T20:55:11"}"""]));
        source.FailsAt = "/users/3/tasks";
        var stopped = await TrackerCommand.RunAsync("import", "--from", source.Address, folder.Setting);
        Assert.Equal((1, $"{source.Address}/users/3/tasks answers 503 Service Unavailable. Is it a Task Tracker API?\n"), (stopped.ExitCode, stopped.Error));

        source.FailsAt = null;
        Assert.EndsWith("users: 0 added, 1 already here, 0 refused\ntasks: 1 added, 0 already here, 0 refused\n", await ImportAsync(new(source.Address)));
    }

    [Fact]
    public async Task Times_are_read_in_the_zone_of_the_old_clock_and_statuses_in_any_spelling()
    {
        await using var source = await LegacyStandIn.StartAsync(
            [User],
            (3,
            [
                """{"id": 1, "title": "Summer", "description": null, "status": "In Progress", "user_id": 3, "created_at": "2025-07-01T12:00:00.5", "updated_at": "2025-07-01T12:00:01.123456"}""",
                """{"id": 2, "title": "Skipped hour", "status": "done", "user_id": 3, "created_at": "2025-03-30T02:30:00", "updated_at": "2025-12-24T18:00:00"}""",
                """{"id": 3, "title": "With a zone", "status": "PENDING", "user_id": 3, "created_at": "2025-07-01T12:00:00+05:00", "updated_at": "2025-07-01T12:00:00Z"}""",
            ]));
        await ImportAsync(new(source.Address), "--time-zone", "Europe/Berlin");

        using var target = TrackerServer.With([], folder.Path);
        await target.AnswersAsync(
            "{ tasks(order: {id: ASC}) { nodes { title status createdAt updatedAt } } }",
            """
            {"tasks": {"nodes": [
                {"title": "Summer", "status": "IN_PROGRESS", "createdAt": "2025-07-01T10:00:00.5Z", "updatedAt": "2025-07-01T10:00:01.123456Z"},
                {"title": "Skipped hour", "status": "COMPLETED", "createdAt": "2025-03-30T01:30:00Z", "updatedAt": "2025-12-24T17:00:00Z"},
                {"title": "With a zone", "status": "PENDING", "createdAt": "2025-07-01T07:00:00Z", "updatedAt": "2025-07-01T12:00:00Z"}]}}
            """);
    }

    [Fact]
    public async Task A_server_that_answers_pages_is_read_to_its_end()
    {
        await using var source = await LegacyStandIn.StartAsync(
            [.. Enumerable.Range(1, 7).Select(i => $$"""{"id": {{i}}, "username": "user{{i}}", "email": "user{{i}}@example.com"}""")],
            (2, [.. Enumerable.Range(1, 5).Select(i => $$"""{"id": {{i}}, "title": "t", "status": "pending", "user_id": 2, "created_at": "2025-05-12T20:55:11", "updated_at": "2025-05-12T20:55:11"}""")]));
        source.PageSize = 3;

        Assert.EndsWith("users: 7 added, 0 already here, 0 refused\ntasks: 5 added, 0 already here, 0 refused\n", await ImportAsync(new(source.Address)));
    }

    [Fact]
    public async Task A_bad_record_is_told_with_its_place_and_left_out_or_stops_the_import()
    {
        await using var source = await LegacyStandIn.StartAsync(
            [
                User,
                """{"id": 4, "username": "ALICE", "email": "other@example.com"}""",
                """{"id": 5, "username": "bob", "email": "nobody"}""",
                """{"id": "six", "username": "carol", "email": "carol@example.com"}""",
                """{"id": 7, "username": "dave", "email": "dave@example.com"}""",
            ],
            (3,
            [
                """{"id": 1, "title": " ", "status": "pending", "user_id": 3, "created_at": "2025-05-12T20:55:11", "updated_at": "2025-05-12T20:55:11"}""",
                """{"id": 2, "title": "Two", "status": "lost", "user_id": 3, "created_at": "2025-05-12T20:55:11", "updated_at": "2025-05-12T20:55:11"}""",
                """{"id": 3, "title": "Three", "status": "pending", "user_id": 3, "created_at": "yesterday", "updated_at": "2025-05-12T20:55:11"}""",
                """{"id": 4, "title": "Four \ud800", "status": "pending", "user_id": 3, "created_at": "2025-05-12T20:55:11", "updated_at": "2025-05-12T20:55:11"}""",
                """{"id": 5, "title": "Five", "status": "pending", "user_id": 3, "created_at": "2025-05-12T20:55:11", "updated_at": "2025-05-12T20:55:11"}""",
            ]));

        var stopped = await TrackerCommand.RunAsync("import", "--from", source.Address, "--stop-at-error", folder.Setting);
        Assert.Equal((1, "GET /users/, user 2: Username 'ALICE' is already taken. Choose another one. Stopped there; what came before it stays.\n"), (stopped.ExitCode, stopped.Error));

        var ended = await TrackerCommand.RunAsync("import", "--from", source.Address, folder.Setting);
        Assert.Equal(1, ended.ExitCode);
        Assert.Equal(
            """
            GET /users/, user 2: Username 'ALICE' is already taken. Choose another one.
            GET /users/, user 3: email must be a valid e-mail address: An email address must have an @-sign.
            GET /users/, user 4: id must be an integer below 2,147,483,648.
            GET /users/3/tasks, task 1: title must not be blank.
            GET /users/3/tasks, task 2: status is 'lost', which is no status.
            GET /users/3/tasks, task 3: created_at must be a time such as 2025-05-12T20:55:11.123456.
            GET /users/3/tasks, task 4: title must be well-formed Unicode text.

            """,
            ended.Error);
        Assert.EndsWith("users: 1 added, 1 already here, 3 refused\ntasks: 1 added, 0 already here, 4 refused\n", ended.Output);
    }

    [Fact]
    public async Task An_id_that_is_another_tasks_here_is_refused_and_nothing_is_overwritten()
    {
        using (var here = TrackerServer.With([], folder.Path))
        {
            await here.AddUserAsync("somebody");
            await here.AddTaskAsync(1, "Mine");
        }

        await using var source = await LegacyStandIn.StartAsync(
            ["""{"id": 1, "username": "alice", "email": "alice@example.com"}"""],
            (1, ["""{"id": 1, "title": "Theirs", "status": "pending", "user_id": 1, "created_at": "2025-05-12T20:55:11", "updated_at": "2025-05-12T20:55:11"}"""]));
        var ended = await TrackerCommand.RunAsync("import", "--from", source.Address, folder.Setting);
        Assert.Equal((1, "GET /users/, user 1: Id 1 is another user's here.\nGET /users/1/tasks, task 1: Id 1 is another task's here.\n"), (ended.ExitCode, ended.Error));

        using var target = TrackerServer.With([], folder.Path);
        await target.AnswersAsync("{ tasks { nodes { title user { username } } } }", """{"tasks": {"nodes": [{"title": "Mine", "user": {"username": "somebody"}}]}}""");
    }

    [Theory]
    [InlineData("ftp://example.com", "--from must be the address of a server, such as http://old-server:8000, but is ftp://example.com.\n")]
    [InlineData("old-server", "--from must be the address of a server, such as http://old-server:8000, but is old-server.\n")]
    public async Task An_address_that_is_none_is_explained(string address, string message)
    {
        var ended = await TrackerCommand.RunAsync("import", "--from", address, folder.Setting);
        Assert.Equal((1, message), (ended.ExitCode, ended.Error));
    }

    [Fact]
    public async Task Something_else_than_a_legacy_server_is_explained()
    {
        await using var source = await LegacyStandIn.StartAsync([User]);
        var ended = await TrackerCommand.RunAsync("import", "--from", $"{source.Address}/object", folder.Setting);
        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith($"{source.Address}/object/users/ does not answer a list. Is it a Task Tracker API?", ended.Error, StringComparison.Ordinal);
    }

    private async Task<string> ImportAsync(Uri address, params string[] more)
    {
        var ended = await TrackerCommand.RunAsync(["import", "--from", address.ToString(), folder.Setting, .. more]);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        return ended.Output;
    }
}
