using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Transfer;

public sealed class DumpTests : IDisposable
{
    private const string Header = """{"dump":{"version":1,"at":"2026-05-01T12:00:00Z"}}""";
    private const string Alice = """{"user":{"id":3,"username":"alice","email":"alice@example.com","role":"MEMBER","createdAt":"2026-05-01T12:00:00Z","version":1}}""";
    private const string Five = """{"task":{"id":5,"title":"Five","status":"PENDING","userId":3,"createdAt":"2026-05-01T12:00:00Z","updatedAt":"2026-05-01T12:00:00Z","version":1,"priority":"NONE"}}""";
    private const string Created = """{"change":{"taskId":5,"taskVersion":1,"kind":"CREATED","changes":[],"userId":3,"origin":"REST","at":"2026-05-01T12:00:00Z"}}""";

    private readonly TemporaryFolder source = new();
    private readonly TemporaryFolder target = new();

    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
    }

    [Fact]
    public async Task What_is_exported_and_imported_is_the_same_when_it_is_exported_again()
    {
        using (var server = TrackerServer.With([], source.Path))
        {
            await server.SignUpAsync("carol", Role.Viewer);
            await server.SignInAsAdministratorAsync();
            await server.AddUserAsync("legacy");
            Assert.True((await server.Services.GetRequiredService<DeactivateUser>().ExecuteAsync(Actor.Operator, new(1), default)).Succeeded);
            for (var i = 0; i < 30; i++)
            {
                await server.AddTaskAsync(1 + (i % 3), $"Task {i} \u2028 \"é🚀\"", i % 2 == 0 ? null : "about\nit", (TaskStatus)(i % 3));
            }

            await server.DataAsync("""
                mutation {
                  a: updateTask(input: {id: 4, title: "Another", description: null, priority: URGENT, dueDate: "2026-07-01"}) { errors { __typename } }
                  b: assignTask(input: {taskId: 4, userId: 2}) { errors { __typename } }
                  c: updateTaskStatus(input: {id: 4, status: COMPLETED}) { errors { __typename } }
                  e: deleteTask(input: {id: 5}) { errors { __typename } }
                  d: createTask(input: {title: "By somebody", userId: 2}) { errors { __typename } }
                }
                """);
        }

        var dump = await ExportAsync(source, "first");
        Assert.EndsWith("""{"end":{"users":3,"tasks":31,"changes":35}}""" + "\n", dump, StringComparison.Ordinal);
        Assert.Equal("users: 3 added, 0 already here, 0 refused\ntasks: 31 added, 0 already here, 0 refused\nchanges: 35 added, 0 already here, 0 refused\n", await ImportAsync(source.File("first")));
        Assert.Equal("users: 0 added, 3 already here, 0 refused\ntasks: 0 added, 31 already here, 0 refused\nchanges: 0 added, 35 already here, 0 refused\n", await ImportAsync(source.File("first")));
        Assert.Equal(WithoutHeader(dump), WithoutHeader(await ExportAsync(target, "second")));

        using var moved = TrackerServer.With([], target.Path);
        await moved.AnswersAsync(
            $$"""mutation { signIn(input: {username: "administrator", password: "{{SigningIn.Password}}"}) { session { user { databaseId } } } }""",
            """{"signIn": {"session": {"user": {"databaseId": 2}}}}""");
        await moved.SignInAsAdministratorAsync("mover");
        await moved.AnswersAsync("mutation { restoreTask(input: {id: 5}) { task { title version } } }", """{"restoreTask": {"task": {"title": "Task 4 \u2028 \"é🚀\"", "version": 3}}}""");
        await moved.AnswersAsync("""{ tasks(search: "another") { nodes { databaseId version changes { totalCount } } } }""", """{"tasks": {"nodes": [{"databaseId": 4, "version": 4, "changes": {"totalCount": 4}}]}}""");
    }

    [Fact]
    public async Task Bad_lines_are_told_with_their_number_and_the_others_are_taken_over()
    {
        var ended = await ImportLinesAsync(
            Header, Alice, """{"user":{"id":4}}""", "not JSON", Five, Five.Replace("\"id\":5", "\"id\":6").Replace("\"userId\":3", "\"userId\":9"), Five.Replace("\"id\":5", "\"id\":8"),
            Created, Created.Replace("\"taskId\":5", "\"taskId\":6"), Created.Replace("\"taskVersion\":1", "\"taskVersion\":2"),
            Five.Replace("\"id\":5", "\"id\":7").Replace("12:00:00Z", "12:00:00"), """{"end":{"users":1,"tasks":4,"changes":3}}""");

        Assert.Equal(1, ended.ExitCode);
        string[] lines = ended.Error.TrimEnd().Split('\n');
        Assert.StartsWith("line 3: JSON deserialization for type 'TaskTracker.Server.Transfer.DumpUser' was missing required properties", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("line 4: ", lines[1], StringComparison.Ordinal);
        Assert.Equal(
            [
                "line 6: User 9 was not found.",
                "line 9: Task 6 was refused.",
                "line 10: Task 5 is at version 1 here, and this is its change to version 2.",
                "line 11: A time needs its zone, such as 2025-05-12T20:55:11.123456Z.",
            ],
            lines[2..]);
        Assert.EndsWith("users: 1 added, 0 already here, 0 refused\ntasks: 2 added, 0 already here, 4 refused\nchanges: 1 added, 0 already here, 2 refused\n", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_at_an_error_keeps_what_came_before_and_nothing_after()
    {
        var ended = await ImportLinesAsync(["--stop-at-error"], Header, Alice, Alice.Replace("\"id\":3", "\"id\":4"), Alice.Replace("\"id\":3", "\"id\":5").Replace("alice", "bob"), Five, """{"end":{"users":3,"tasks":1,"changes":0}}""");

        Assert.Equal((1, "line 3: Username 'alice' is already taken. Choose another one. Stopped there; what came before it stays.\n"), (ended.ExitCode, ended.Error));
        using var server = TrackerServer.With([], target.Path);
        await server.AnswersAsync("{ users { nodes { databaseId } } tasks { totalCount } }", """{"users": {"nodes": [{"databaseId": 3}]}, "tasks": {"totalCount": 0}}""");
    }

    [Theory]
    [InlineData("is not whole: it has 1 users, 1 tasks and 0 changes, and no end.", Header, Alice, Five)]
    [InlineData("is not whole: it has 1 users, 1 tasks and 0 changes, and should have 1, 1 and 1.", Header, Alice, Five, """{"end":{"users":1,"tasks":1,"changes":1}}""")]
    [InlineData("is not a dump of TaskTracker.", Alice)]
    [InlineData("is not a dump of TaskTracker.", "Dear diary")]
    [InlineData("is a dump of version 2, and this program reads version 1. Import it with the version that made it.", """{"dump":{"version":2,"at":"2026-05-01T12:00:00Z"}}""")]
    public async Task A_file_that_is_no_whole_dump_is_explained(string problem, params string[] lines)
    {
        var ended = await ImportLinesAsync(lines);

        Assert.Equal((1, $"{source.File("dump")} {problem}\n"), (ended.ExitCode, ended.Error));
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten_and_one_that_is_not_there_is_explained()
    {
        await File.WriteAllTextAsync(source.File("dump"), "precious");

        var written = await TrackerCommand.RunAsync("export", "--file", source.File("dump"), source.Setting);
        Assert.Equal((1, $"The dump cannot be written: {source.File("dump")} exists already.\n"), (written.ExitCode, written.Error));
        Assert.Equal("precious", await File.ReadAllTextAsync(source.File("dump")));

        var read = await TrackerCommand.RunAsync("import", "--file", source.File("nowhere"), source.Setting);
        Assert.Equal((1, $"The dump cannot be read: Could not find file '{source.File("nowhere")}'.\n"), (read.ExitCode, read.Error));
    }

    [Theory]
    [InlineData]
    [InlineData("--from", "http://localhost:1", "--file", "dump")]
    public async Task An_import_has_one_source(params string[] sources)
    {
        var ended = await TrackerCommand.RunAsync(["import", .. sources]);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("import needs either --from, the address of a legacy server, or --file, a file that export has written.", ended.Error, StringComparison.Ordinal);
    }

    private static string WithoutHeader(string dump) => dump[dump.IndexOf('\n', StringComparison.Ordinal)..];

    private static async Task<string> ExportAsync(TemporaryFolder folder, string name)
    {
        var ended = await TrackerCommand.RunAsync("export", "--file", folder.File(name), folder.Setting);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.True(TemporaryFolder.IsPrivate(folder.File(name)));
        return await File.ReadAllTextAsync(folder.File(name));
    }

    private async Task<string> ImportAsync(string file)
    {
        var ended = await TrackerCommand.RunAsync("import", "--file", file, target.Setting);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        return ended.Output[(ended.Output.IndexOf(" s\n", StringComparison.Ordinal) + 3)..];
    }

    private Task<TrackerProcess.Ended> ImportLinesAsync(params string[] lines) => ImportLinesAsync([], lines);

    private async Task<TrackerProcess.Ended> ImportLinesAsync(string[] options, params string[] lines)
    {
        await File.WriteAllLinesAsync(source.File("dump"), lines);
        return await TrackerCommand.RunAsync(["import", "--file", source.File("dump"), target.Setting, .. options]);
    }
}
