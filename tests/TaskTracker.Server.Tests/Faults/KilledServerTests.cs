using System.Net.Http.Json;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>
/// The promise of the change log, kept against kill -9: whoever goes on after its last cursor applies every change once, in
/// one order. TASKTRACKER_FAULTS=long runs it at full length.
/// </summary>
public sealed class KilledServerTests : IDisposable
{
    private const int Tasks = 16;

    private readonly FaultServer server = new();
    private readonly List<(int TaskId, int Version)> acknowledged = [];

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Followers_miss_nothing_and_see_nothing_twice_however_often_the_server_is_killed()
    {
        var (followerCount, changes, kills) = FaultServer.IsLong ? (50, 20_000, 5) : (9, 1_500, 3);
        await server.StartAsync();
        await server.AddUserAsync();
        var start = await server.AddTasksAsync(Tasks);
        var end = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var endIsKnown = new CancellationTokenSource();
        var followers = Enumerable.Range(0, followerCount).Select(i => new Follower(MakeSource(i), start)).ToList();
        var following = followers.Select((follower, i) => Task.Run(() => follower.RunAsync(end.Task, new Random(i), endIsKnown.Token, server.Bound))).ToList();

        var left = changes;
        var writing = Enumerable.Range(0, 8).Select(i => Task.Run(() => WriteAsync(i, () => Interlocked.Decrement(ref left) >= 0))).ToList();
        for (var kill = 1; kill <= kills; kill++)
        {
            var threshold = changes - (changes * kill / (kills + 1));
            await Polling.UntilAsync(() => Task.FromResult(Volatile.Read(ref left) <= threshold ? this : null));
            await server.KillAndStartAgainAsync();
        }

        await Task.WhenAll(writing);
        var log = await server.ReadLogAsync(start);
        end.SetResult(log[^1].Cursor);
        await endIsKnown.CancelAsync();
        await Task.WhenAll(following);

        Assert.All(followers, follower => Assert.Equal(log, follower.Applied));
        Assert.All(followers, follower => Assert.True(follower.Connections > 1));
        Assert.Empty(acknowledged.Except(log.Select(change => (change.TaskId, change.Version))));
        foreach (var task in log.GroupBy(change => change.TaskId))
        {
            Assert.Equal(Enumerable.Range(2, task.Count()), task.Select(change => change.Version));
        }
    }

    private ChangeSource MakeSource(int number) => (number % 3) switch
    {
        0 => new WebSocketChanges(server.Address),
        1 => new EventStreamChanges(server.Address, server.Client),
        _ => new RestChanges(server.Address, server.Client),
    };

    // One of two doors, one task after the other, each time another status. What the server did not answer may have happened or not.
    private async Task WriteAsync(int writer, Func<bool> again)
    {
        var statuses = new[] { "PENDING", "IN_PROGRESS", "COMPLETED" };
        for (var i = writer; again(); i++)
        {
            var (task, status) = ((i % Tasks) + 1, statuses[i / Tasks % 3]);
            try
            {
                if (writer % 2 == 0)
                {
                    using var answer = await server.Client.PutAsJsonAsync(new Uri(server.Address, $"/tasks/{task}/status"), new { status }, server.Bound);
                    answer.EnsureSuccessStatusCode();
                }
                else
                {
                    var data = await server.AskAsync($"mutation {{ updateTaskStatus(input: {{id: {task}, status: {status}}}) {{ task {{ databaseId version }} }} }}");
                    var changed = data["updateTaskStatus"]!["task"]!;
                    Acknowledge((int)changed["databaseId"]!, (int)changed["version"]!);
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                await Polling.PauseAsync(server.Bound);
            }
        }
    }

    private void Acknowledge(int taskId, int version)
    {
        // Version 1 is the creation, before the log that is compared.
        if (version > 1)
        {
            lock (acknowledged)
            {
                acknowledged.Add((taskId, version));
            }
        }
    }
}
