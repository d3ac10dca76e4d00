using System.Globalization;
using TaskTracker.Core.Users;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_demo_fills_the_store_and_a_second_one_adds_more()
    {
        var first = await TrackerCommand.RunAsync("demo", "--users", "40", "--tasks", "2000", folder.Setting);
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Matches(@"^40 users in \d+\.\d s\n1,000 of 2,000 tasks\n2,000 tasks in \d+\.\d s\n$", first.Output);

        var second = await TrackerCommand.RunAsync("demo", "--users", "1500", "--tasks", "0", folder.Setting);
        Assert.Equal((0, ""), (second.ExitCode, second.Error));

        Assert.Equal(["1540"], Read("SELECT count(*) FROM users"));
        Assert.Equal(["2000"], Read("SELECT count(*) FROM tasks"));
        Assert.All(Read("SELECT username FROM users"), name => Assert.Null(Username.Check(name)));
        Assert.Empty(Read("SELECT username FROM users WHERE username_look IS NULL"));
        Assert.All(Read("SELECT email FROM users"), email => Assert.Matches(@"^[a-z.0-9]+@example\.(com|org|net)$", email));
        using var server = TrackerServer.With([], folder.Path);
        Assert.NotEqual(0, (int)(await server.DataAsync("""{ tasks(search: "invoice export") { totalCount } }"""))["tasks"]!["totalCount"]!);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_data_and_another_seed_does_not()
    {
        var stories = new List<string>();
        foreach (var (place, seed) in new[] { ("a", "7"), ("b", "7"), ("c", "8") })
        {
            var ended = await TrackerCommand.RunAsync("demo", "--users", "20", "--tasks", "100", "--seed", seed, $"--Database:Folder={folder.File(place)}");
            Assert.Equal(0, ended.ExitCode);
            stories.Add(string.Join('\n', Read("SELECT username || email FROM users UNION ALL SELECT title || coalesce(description, '') || status || user_id FROM tasks", place)));
        }

        Assert.Equal(stories[0], stories[1]);
        Assert.NotEqual(stories[0], stories[2]);
    }

    [Fact]
    public async Task Demo_tasks_look_like_a_year_of_work()
    {
        await TrackerCommand.RunAsync("demo", "--users", "50", "--tasks", "1000", folder.Setting);

        var statuses = Read("SELECT count(*) FROM tasks GROUP BY status ORDER BY status").Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(3, statuses.Count);
        Assert.All(statuses, count => Assert.InRange(count, 10, 900));
        Assert.NotEmpty(Read("SELECT user_id FROM tasks GROUP BY user_id HAVING count(*) > 100"));
        Assert.Equal(["0"], Read("SELECT count(*) FROM tasks WHERE updated_at < created_at"));
        Assert.Equal(["0"], Read("SELECT count(*) FROM tasks AS later JOIN tasks AS earlier ON earlier.id = later.id - 1 WHERE later.created_at < earlier.created_at"));
        using var server = TrackerServer.With([], folder.Path);
        var times = await server.DataAsync("{ oldest: tasks(order: {createdAt: ASC}, first: 1) { nodes { createdAt } } newest: tasks(order: {updatedAt: DESC}, first: 1) { nodes { updatedAt } } }");
        Assert.InRange((DateTime.UtcNow - (DateTime)times["oldest"]!["nodes"]![0]!["createdAt"]!).TotalDays, 355, 367);
        Assert.True((DateTime)times["newest"]!["nodes"]![0]!["updatedAt"]! <= DateTime.UtcNow);
    }

    private List<string> Read(string sql, string place = "")
    {
        using var store = Store.Open(Path.Combine(folder.Path, place));
        return store.Read(sql);
    }
}
