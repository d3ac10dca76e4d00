using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Idempotency;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>The files of the store cannot grow any more, as on a full disk.</summary>
public sealed class FullStoreTests : IDisposable
{
    private static readonly string Long = new('x', 15_000);

    private readonly FaultServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Writers_are_told_readers_go_on_nothing_is_half_written_and_room_ends_it()
    {
        await server.StartAsync();
        await server.AddUserAsync();
        await server.CreateAsync(overRest: true, "before");

        await server.Process.LimitFilesAsync(server.SizeOf("tasktracker.db-wal") + 100_000);
        var acknowledged = 1;
        while (Done(await server.CreateAsync(overRest: acknowledged % 2 == 0, $"w{acknowledged}", Long)))
        {
            acknowledged++;
        }

        var refused = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => server.CreateAsync(overRest: i % 2 == 0, $"refused{i}", Long)));
        Assert.All(refused, answer => Assert.Equal("STORE_UNAVAILABLE", CodeOf(answer)));
        Assert.All(refused, answer => Assert.Contains(answer.Status, new[] { 200, 503 }));
        Assert.Equal(acknowledged, (int)(await server.AskAsync("{ tasks { totalCount } }"))["tasks"]!["totalCount"]!);
        using (var read = await server.Client.GetAsync(new Uri(server.Address, "/tasks/1"), server.Bound))
        {
            Assert.True(read.IsSuccessStatusCode);
        }

        await server.Process.LimitFilesAsync(null);
        var again = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => server.CreateAsync(overRest: i % 2 == 0, $"refused{i}", Long)));
        Assert.All(again, answer => Assert.True(Done(answer), answer.Body));
        Assert.Equal([$"{acknowledged + 16}"], server.Read("SELECT count(*) FROM tasks"));
        Assert.Equal([$"{acknowledged + 16}"], server.Read("SELECT count(*) FROM task_changes"));
        Assert.Equal(["ok"], server.Read("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task A_command_says_so_in_one_line_and_goes_on_when_it_is_run_again()
    {
        string[] lines =
        [
            """{"dump":{"version":1,"at":"2026-05-01T12:00:00Z"}}""",
            """{"user":{"id":1,"username":"alice","email":"a@example.com","role":"MEMBER","createdAt":"2026-05-01T12:00:00Z","version":1}}""",
            .. Enumerable.Range(1, 1_000).Select(id =>
                $$$"""{"task":{"id":{{{id}}},"title":"t","description":"{{{Long}}}","status":"PENDING","userId":1,"createdAt":"2026-05-01T12:00:00Z","updatedAt":"2026-05-01T12:00:00Z","version":1}}"""),
            """{"end":{"users":1,"tasks":1000,"changes":0}}""",
        ];
        await File.WriteAllLinesAsync(server.File("dump.json"), lines);
        await TrackerCommand.RunAsync("demo", "--users", "0", "--tasks", "0", server.Setting);

        var ended = await TrackerProcess.RunLimitedAsync(4_000_000, "import", "--file", server.File("dump.json"), server.Setting);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith($"The disk of {server.File("tasktracker.db")} fails. Look whether it is full, broken or gone.", ended.Error, StringComparison.Ordinal);
        Assert.Single(ended.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal(["0"], server.Read("SELECT count(*) % 500 FROM tasks"));
        Assert.Equal(0, (await TrackerCommand.RunAsync("import", "--file", server.File("dump.json"), server.Setting)).ExitCode);
        Assert.Equal(["1000"], server.Read("SELECT count(*) FROM tasks"));
    }

    private static bool Done(Answered answer) => answer.Status == 200 && answer.Json["errors"] is null;

    private static string? CodeOf(Answered answer) => (string?)(answer.Json["code"] ?? answer.Json["errors"]![0]!["extensions"]!["code"]);
}
