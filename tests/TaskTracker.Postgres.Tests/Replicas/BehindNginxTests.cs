using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Following;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Telemetry;

namespace TaskTracker.Server.Tests.Replicas;

/// <summary>
/// The topology of <c>deploy/compose.yaml</c> as processes: PostgreSQL, two replicas, and nginx with the configuration that is deployed.
/// </summary>
public sealed class BehindNginxTests : IAsyncLifetime
{
    private const int Tasks = 4;
    private const int Writers = 4;

    private static readonly string[] Statuses = ["PENDING", "IN_PROGRESS", "COMPLETED"];

    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(2));
    private readonly ConcurrentQueue<string> failures = new();
    private readonly HttpClient client = new();
    private TrackerProcess leaving = null!;
    private TrackerProcess staying = null!;
    private Uri leavingAddress = null!;
    private NginxProcess nginx = null!;
    private int written;
    private bool isOver;

    public async Task InitializeAsync()
    {
        // With time enough to drain and to look at the database, however busy the machine is: nginx gives nothing to a replica that was slow to say that it is
        // ready. Both make the tables of the empty database and create the administrator at once.
        TestDatabase.Give(folder.Path, PostgresCluster.CreateEmptyDatabase());
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0", "--Shutdown:DrainSeconds=60", "--Health:DatabaseTimeoutSeconds=60", folder.Setting,
            "--Accounts:AdministratorUsername=root", "--Accounts:AdministratorEmail=root@example.com", "--Accounts:AdministratorPassword=correct horse battery staple",
        ];
        leaving = TrackerProcess.Start(arguments);
        staying = TrackerProcess.Start(arguments);
        leavingAddress = await leaving.AddressAsync();
        nginx = await NginxProcess.StartAsync(leavingAddress, await staying.AddressAsync());
        client.BaseAddress = nginx.Address;
    }

    public Task DisposeAsync()
    {
        client.Dispose();
        nginx?.Dispose();
        leaving.Dispose();
        staying.Dispose();
        bound.Dispose();
        folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_replica_that_is_stopped_fails_no_request_and_loses_no_subscriber_a_change()
    {
        Assert.Equal((404, 200), (await StatusAsync(nginx.Address), await StatusAsync(leavingAddress)));
        await PostAsync("/users/", new { username = "ada", email = "ada@example.com" });
        for (var i = 0; i < Tasks; i++)
        {
            await PostAsync("/tasks/", new { title = $"task {i}", user_id = 1 });
        }

        var start = (string)(await AskAsync("{ changeLog { newestCursor } }"))["changeLog"]!["newestCursor"]!;
        var end = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Two of each: nginx takes turns, so each replica has some.
        ChangeSource[] sources =
        [
            .. Enumerable.Range(0, 2).SelectMany(_ => (ChangeSource[])
                [new WebSocketChanges(nginx.Address), new EventStreamChanges(nginx.Address, client), new RestChanges(nginx.Address, client)]),
        ];
        var followers = sources.Select(source => FollowAsync(source, start, end.Task)).ToList();
        var work = Enumerable.Range(0, Writers).Select(WriteAsync).Append(WatchAsync()).ToList();
        await WrittenAsync(100);
        // The pool is at work, and its server is alone in its process: servers that share one would count into one place.
        var pool = (await MetricsAsync(leavingAddress)).Sum("db_client_connection_count", "db_client_connection_pool_name=\"tasktracker\"");
        Assert.InRange(pool, 1, PostgresCluster.PoolSize);

        // As every supervisor does it. It still answers, and nginx gives it nothing more.
        await leaving.AskToStopAsync();
        await Polling.UntilAsync(async () =>
        {
            var before = await ServedAsync(leavingAddress);
            await WrittenAsync(20);
            return await ServedAsync(leavingAddress) == before ? "so" : null;
        });
        // No need to wait for the rest of its time.
        Assert.Equal(0, (await leaving.StopAsync()).ExitCode);
        await WrittenAsync(100);
        isOver = true;
        await Task.WhenAll(work);
        var last = (string)(await AskAsync("{ changeLog { newestCursor } }"))["changeLog"]!["newestCursor"]!;
        end.SetResult(last);
        // For those who have everything and wait for more.
        await PostAsync("/tasks/", new { title = "the end", user_id = 1 });
        var received = await Task.WhenAll(followers);

        Assert.True(failures.IsEmpty, $"{string.Join('\n', failures.Distinct().Take(10))}\n{nginx.Errors}");
        var log = await LogAsync(start, last);
        Assert.InRange(log.Count, 100, int.MaxValue);
        Assert.All(received, changes => Assert.Equal(log, changes.Cursors));
        // Some had to move, and nobody who was at the other one.
        Assert.Contains(received, changes => changes.Visits == 1);
        Assert.Contains(received, changes => changes.Visits > 1);
    }

    // Metrics are not for the world.
    private async Task<int> StatusAsync(Uri server)
    {
        using var answer = await client.GetAsync(new Uri(server, "/metrics"));
        return (int)answer.StatusCode;
    }

    private Task<Metrics> MetricsAsync(Uri server) => Metrics.ReadAsync(client, new Uri(server, "/metrics").ToString());

    private async Task<double> ServedAsync(Uri server)
    {
        var metrics = await MetricsAsync(server);
        return ((string[])["/graphql", "/tasks/{task_id}", "/tasks/{task_id}/status"]).Sum(route => metrics.Sum("http_server_request_duration_seconds_count", $"http_route=\"{route}\""));
    }

    private async Task WrittenAsync(int more)
    {
        var enough = Volatile.Read(ref written) + more;
        while (Volatile.Read(ref written) < enough)
        {
            Assert.True(failures.IsEmpty, $"{string.Join('\n', failures.Distinct().Take(10))}\n{nginx.Errors}");
            await Polling.PauseAsync(bound.Token);
        }
    }

    private async Task WriteAsync(int seed)
    {
        var choice = new Random(seed);
        while (!isOver)
        {
            var id = choice.Next(Tasks) + 1;
            var status = Statuses[choice.Next(3)];
            await TryAsync(() => choice.Next(3) switch
            {
                0 => client.PutAsJsonAsync($"/tasks/{id}/status", new { status }, bound.Token),
                1 => client.PostAsJsonAsync("/graphql", new { query = $"mutation {{ updateTaskStatus(input: {{id: {id}, status: {status}}}) {{ task {{ version }} errors {{ __typename }} }} }}" }, bound.Token),
                _ => client.GetAsync($"/tasks/{id}", bound.Token),
            });
            Interlocked.Increment(ref written);
        }
    }

    // What the compose file's health check does, and somewhat more often.
    private async Task WatchAsync()
    {
        while (!isOver)
        {
            await TryAsync(() => client.GetAsync("/health/ready", bound.Token));
            await Polling.PauseAsync(bound.Token);
        }
    }

    private async Task TryAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var answer = await send();
            var text = await answer.Content.ReadAsStringAsync(bound.Token);
            if (!answer.IsSuccessStatusCode || text.Contains("\"errors\":[", StringComparison.Ordinal))
            {
                failures.Enqueue($"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.AbsolutePath} {(int)answer.StatusCode} {text}");
            }
        }
        catch (HttpRequestException exception)
        {
            failures.Enqueue(exception.ToString());
        }
    }

    // Comes back by itself after the last change that it got, as the usual clients do.
    private async Task<Received> FollowAsync(ChangeSource source, string start, Task<string> end)
    {
        var received = new Received();
        while (true)
        {
            received.Visits++;
            try
            {
                await foreach (var change in source.FollowAsync(received.Cursors.LastOrDefault() ?? start, null, bound.Token))
                {
                    if (end.IsCompleted && string.CompareOrdinal(change.Cursor, await end) > 0)
                    {
                        return received;
                    }

                    received.Cursors.Add(change.Cursor);
                }
            }
            catch (InvalidOperationException closed) when (closed.Message.Contains("1012", StringComparison.Ordinal))
            {
                // The socket's way to say that the server stops; a stream just ends.
            }
        }
    }

    private async Task<List<string>> LogAsync(string after, string last)
    {
        var log = new List<string>();
        while (log.LastOrDefault() != last)
        {
            var page = await AskAsync($$"""{ taskChanges(first: 100, after: "{{log.LastOrDefault() ?? after}}") { nodes { cursor } } }""");
            log.AddRange(page["taskChanges"]!["nodes"]!.AsArray().Select(node => (string)node!["cursor"]!).TakeWhile(cursor => string.CompareOrdinal(cursor, last) <= 0));
        }

        return log;
    }

    private async Task<JsonNode> AskAsync(string query)
    {
        using var answer = await client.PostAsJsonAsync("/graphql", new { query }, bound.Token);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(bound.Token))!["data"]!;
    }

    private async Task PostAsync(string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, bound.Token);
        answer.EnsureSuccessStatusCode();
    }

    private sealed class Received
    {
        public List<string> Cursors { get; } = [];

        public int Visits { get; set; }
    }
}
