using Microsoft.Data.Sqlite;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Limits;

/// <summary>On SQLite writes wait in a queue for the one writer.</summary>
public sealed class WaitingWriteTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_write_that_still_waits_when_its_time_is_up_is_not_begun()
    {
        const string Create = "mutation ($title: String!) { createTask(input: { title: $title, userId: 1 }) { task { id } } }";
        await using var server = TrackerServer.With(new() { ["GraphQL:TimeoutSeconds"] = "1", ["Database:BusyTimeoutSeconds"] = "60" });
        await server.AddUserAsync("alice");
        await using var other = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "tasktracker.db")};Pooling=False");
        await other.OpenAsync();
        other.Read("BEGIN IMMEDIATE");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => server.AskAsync(Create, new { title = $"waits {n}" }))).WaitAsync(Patience);
        other.Read("ROLLBACK");

        // The next write finds none of them before it.
        Assert.All(answers, answer => Assert.Equal("TIMEOUT", answer.Code()));
        await server.DataAsync(Create, new { title = "next" });
        Assert.Equal(["next"], server.Read("SELECT title FROM tasks"));
        Assert.Equal(["1"], server.Read("SELECT count(*) FROM task_changes"));
    }
}
