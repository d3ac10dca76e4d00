using System.Net.Http.Json;
using Npgsql;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>
/// Writers on two servers whose transactions overlap in every way, and subscribers that go from one server to the other: whoever begins first may commit
/// last, and nobody may miss it.
/// </summary>
public sealed class CommitOrderTests : IAsyncLifetime
{
    private const int Writers = 16;
    private const int Tasks = 8;
    private const int WritesOfEach = 60;
    private const int Subscribers = 4;

    // Four subscribers come to a hundred of them at least.
    private const int ChangesOfAVisit = 30;

    private static readonly string[] Statuses = ["PENDING", "IN_PROGRESS", "COMPLETED"];

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(5));
    private readonly Random random = new(20261126);
    private TrackerServer[] replicas = [];
    private NpgsqlDataSource database = null!;

    public async Task InitializeAsync()
    {
        replicas = [TrackerServer.With(Settings, folder.Path), TrackerServer.With(Settings, folder.Path)];
        database = NpgsqlDataSource.Create(TestDatabase.ConnectionOf(folder.Path));
        await replicas[0].AddUserAsync("ada");
        for (var i = 0; i < Tasks; i++)
        {
            await replicas[0].AddTaskAsync(1, $"task {i}");
        }

        // Each transaction waits before it commits, after it got its place in the log.
        await RunAsync("""
            CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(random() * 0.02); RETURN NULL; END $$;
            CREATE TRIGGER wait_at_commit AFTER INSERT ON task_changes FOR EACH ROW EXECUTE FUNCTION wait_at_commit();
            """);
    }

    public async Task DisposeAsync()
    {
        await database.DisposeAsync();
        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }

        bound.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Nobody_misses_a_change_gets_one_twice_or_gets_those_of_a_task_out_of_order()
    {
        var (log, received) = await RunAsync();

        Assert.InRange(log.Count, Writers * WritesOfEach / 2, int.MaxValue);
        Assert.All(received, applied =>
        {
            Assert.Equal(log, applied.Select(change => change.Cursor));
            Assert.All(applied.GroupBy(change => change.TaskId), changes => Assert.Equal(Enumerable.Range(2, changes.Count()), changes.Select(change => change.Version)));
        });
        Assert.InRange(received.Sum(applied => applied.Visits), 100, int.MaxValue);
    }

    /// <summary>What the test above is about does happen here: without its guard it would fail.</summary>
    [Fact]
    public async Task Readers_that_do_not_wait_for_older_transactions_miss_changes()
    {
        await RunAsync("CREATE OR REPLACE FUNCTION settled_place() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT 9223372036854775807 $$;");

        var (log, received) = await RunAsync();

        Assert.All(received, applied => Assert.NotEmpty(log.Except(applied.Select(change => change.Cursor))));
    }

    private static Dictionary<string, string> Settings => new() { ["Access:Anonymous"] = "Legacy" };

    private async Task<(List<string> Log, List<Received> Received)> RunAsync()
    {
        var start = (await replicas[0].LogAsync())[^1];
        var writersAreDone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var following = Enumerable.Range(0, Subscribers).Select(_ => FollowAsync(start, new Random(random.Next()), writersAreDone.Task)).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => WriteAsync(replicas[i % replicas.Length].Client, new Random(random.Next()))));
        var log = (await replicas[0].LogAsync()).SkipWhile(cursor => cursor != start).Skip(1).ToList();
        writersAreDone.SetResult(log[^1]);
        // For those who have everything and wait for more.
        await replicas[0].AddTaskAsync(1, "the end");
        return (log, [.. await Task.WhenAll(following)]);
    }

    private async Task WriteAsync(HttpClient client, Random choice)
    {
        for (var i = 0; i < WritesOfEach; i++)
        {
            using var answer = await client.PutAsJsonAsync($"/tasks/{choice.Next(Tasks) + 1}/status", new { status = Statuses[choice.Next(3)] }, bound.Token);
            answer.EnsureSuccessStatusCode();
        }
    }

    // Leaves again and again, and comes back to one of the servers after the last change that it got.
    private async Task<Received> FollowAsync(string start, Random choice, Task<string> writersAreDone)
    {
        var received = new Received();
        while (true)
        {
            received.Visits++;
            var replica = replicas[choice.Next(replicas.Length)];
            ChangeSource source = choice.Next(2) == 0 ? new WebSocketChanges(replica.Client.BaseAddress!) : new EventStreamChanges(replica.Client.BaseAddress!, replica.Client);
            var visit = choice.Next(1, ChangesOfAVisit);
            var last = writersAreDone.IsCompleted ? await writersAreDone : null;
            await foreach (var change in source.FollowAsync(received.LastOrDefault()?.Cursor ?? start, last, bound.Token))
            {
                if (writersAreDone.IsCompleted && string.CompareOrdinal(change.Cursor, await writersAreDone) > 0)
                {
                    return received;
                }

                received.Add(change);
                if (--visit == 0)
                {
                    break;
                }
            }

            if (last is not null && visit > 0)
            {
                return received;
            }
        }
    }

    private async Task RunAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(bound.Token);
    }

    private sealed class Received : List<Applied>
    {
        public int Visits { get; set; }
    }
}
