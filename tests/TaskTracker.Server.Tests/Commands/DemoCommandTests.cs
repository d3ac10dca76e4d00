using System.Globalization;
using Microsoft.Data.Sqlite;
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
        var first = await TrackerProcess.RunAsync("demo", "--users", "40", "--tasks", "2000", folder.Setting);
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Matches(@"^40 users in \d+\.\d s\n1,000 of 2,000 tasks\n2,000 tasks in \d+\.\d s\n$", first.Output);

        var second = await TrackerProcess.RunAsync("demo", "--users", "1500", "--tasks", "0", "--Database:Folder", folder.Path);
        Assert.Equal((0, ""), (second.ExitCode, second.Error));

        Assert.Equal([1540L], Read("SELECT count(*) FROM users"));
        Assert.Equal([2000L], Read("SELECT count(*) FROM tasks"));
        Assert.Equal([2000L], Read("SELECT count(*) FROM task_search"));
        Assert.NotEmpty(Read("SELECT rowid FROM task_search WHERE task_search MATCH 'invoice export'"));
        Assert.All(Read("SELECT username FROM users"), name => Assert.Null(Username.Check((string)name)));
        Assert.All(Read("SELECT email FROM users"), email => Assert.Matches(@"^[a-z.0-9]+@example\.(com|org|net)$", (string)email));
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_data_and_another_seed_does_not()
    {
        var stories = new List<string>();
        foreach (var (place, seed) in new[] { ("a", "7"), ("b", "7"), ("c", "8") })
        {
            var ended = await TrackerProcess.RunAsync("demo", "--users", "20", "--tasks", "100", "--seed", seed, $"--Database:Folder={folder.File(place)}");
            Assert.Equal(0, ended.ExitCode);
            stories.Add(string.Join('\n', Read("SELECT username || email FROM users UNION ALL SELECT title || ifnull(description, '') || status || user_id FROM tasks", place)));
        }

        Assert.Equal(stories[0], stories[1]);
        Assert.NotEqual(stories[0], stories[2]);
    }

    [Fact]
    public async Task Demo_tasks_look_like_a_year_of_work()
    {
        await TrackerProcess.RunAsync("demo", "--users", "50", "--tasks", "1000", folder.Setting);

        var statuses = Read("SELECT count(*) FROM tasks GROUP BY status ORDER BY status").Cast<long>().ToList();
        Assert.Equal(3, statuses.Count);
        Assert.All(statuses, count => Assert.InRange(count, 10, 900));
        Assert.True((long)Read("SELECT max(n) FROM (SELECT count(*) AS n FROM tasks GROUP BY user_id)")[0] > 100, "Somebody does most of the work.");
        Assert.Equal([0L], Read("SELECT count(*) FROM tasks WHERE updated_at < created_at"));
        Assert.Equal([0L], Read("SELECT count(*) FROM tasks AS later JOIN tasks AS earlier ON earlier.id = later.id - 1 WHERE later.created_at < earlier.created_at"));
        var oldest = DateTime.UnixEpoch.AddMicroseconds((long)Read("SELECT min(created_at) FROM tasks")[0]);
        Assert.InRange((DateTime.UtcNow - oldest).TotalDays, 355, 367);
        Assert.Equal([0L], Read($"SELECT count(*) FROM tasks WHERE updated_at > {DateTime.UtcNow.Subtract(DateTime.UnixEpoch).TotalMicroseconds.ToString("F0", CultureInfo.InvariantCulture)}"));
    }

    private List<object> Read(string sql, string place = "")
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, place, "tasktracker.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<object> values = [];
        while (reader.Read())
        {
            values.Add(reader.GetValue(0));
        }

        return values;
    }
}
