using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Data;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_backup_taken_while_the_server_writes_has_everything_that_was_acknowledged_before_it()
    {
        var restored = Directory.CreateDirectory(folder.File("restored")).FullName;
        var copy = Path.Combine(restored, "tasktracker.db");
        int before, after;
        using (var server = TrackerServer.With([], folder.Path))
        {
            await server.AddUserAsync("alice");
            using var enough = new CancellationTokenSource();
            var written = 0;
            var writer = Task.Run(async () =>
            {
                while (!enough.IsCancellationRequested)
                {
                    await server.AddTaskAsync(1, FormattableString.Invariant($"Task {written + 1}"));
                    Interlocked.Increment(ref written);
                }
            });
            await Polling.UntilAsync(() => Task.FromResult(Volatile.Read(ref written) > 20 ? "begun" : null));
            before = Volatile.Read(ref written);
            var ended = await TrackerProcess.RunAsync("backup", copy, folder.Setting);
            after = Volatile.Read(ref written);
            await enough.CancelAsync();
            await writer;
            Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
            Assert.Matches($@"^{copy}: [\d,]+ bytes\n$", ended.Output);
        }

        Assert.True(TemporaryFolder.IsPrivate(copy));
        Assert.Equal([copy], Directory.GetFiles(restored));
        using var second = TrackerServer.With([], restored);
        var answer = await second.DataAsync("""{ tasks(order: {id: ASC}) { totalCount } found: tasks(search: "task") { totalCount } taskChanges { totalCount } }""");
        var count = (int)answer["tasks"]!["totalCount"]!;
        Assert.InRange(count, before, after + 1);
        // What was written together was copied together.
        GraphQLOverHttp.AssertJson(
            string.Create(CultureInfo.InvariantCulture, $$$"""{"tasks": {"totalCount": {{{count}}}}, "found": {"totalCount": {{{count}}}}, "taskChanges": {"totalCount": {{{count}}}}}"""), answer);
        Assert.Equal(count + 1, (await second.AddTaskAsync(1, "After the restore")).Id);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten()
    {
        var copy = folder.File("copy");
        await File.WriteAllTextAsync(copy, "precious");

        var ended = await TrackerCommand.RunAsync("backup", copy, folder.Setting);

        Assert.Equal((1, $"The backup cannot be written: {copy} exists already.\n"), (ended.ExitCode, ended.Error));
        Assert.Equal("precious", await File.ReadAllTextAsync(copy));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_explained()
    {
        var ended = await TrackerCommand.RunAsync("backup", folder.File("nowhere/copy"), folder.Setting);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith("The backup cannot be written: Could not find a part of the path", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_an_older_release_is_copied_before_it_is_brought_up_to_date()
    {
        string[] migrations;
        using (var server = TrackerServer.With([], folder.Path))
        {
            await server.AddUserAsync("alice");
            await server.AddTaskAsync(1, "From long ago");
            using var session = await server.Services.GetRequiredService<TrackerDatabase>().ReadAsync(default);
            migrations = [.. session.Context.Database.GetMigrations()];
            // As the first release left it.
            await session.Context.Database.MigrateAsync(migrations[0]);
        }

        using (var server = TrackerServer.With([], folder.Path))
        {
            await server.AnswersAsync("{ tasks { nodes { title user { username } } } }", """{"tasks": {"nodes": [{"title": "From long ago", "user": {"username": "alice"}}]}}""");
        }

        var copy = $"{folder.File("tasktracker.db")}.before-{migrations[1]}";
        var back = Directory.CreateDirectory(folder.File("back")).FullName;
        File.Copy(copy, Path.Combine(back, "tasktracker.db"));
        using var again = TrackerServer.With([], back);
        Assert.Equal("From long ago", (string?)(await again.DataAsync("{ tasks { nodes { title } } }"))["tasks"]!["nodes"]![0]!["title"]);
        Assert.Equal(["tasktracker.db", $"tasktracker.db.before-{migrations[1]}"], Directory.GetFiles(back, "*.db*").Select(Path.GetFileName).Where(name => !name!.EndsWith("-wal", StringComparison.Ordinal) && !name.EndsWith("-shm", StringComparison.Ordinal)).Order());
    }
}
