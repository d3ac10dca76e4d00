using System.Net;
using System.Net.Sockets;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Telemetry;

public sealed class MetricsTests
{
    private const string Operations = "tasktracker_graphql_operation_duration_seconds_count";

    [Fact]
    public async Task Known_work_is_counted()
    {
        await using var server = TrackerServer.With(new() { ["Metrics:OperationNames"] = "1" });
        await server.AddUserAsync("ada");
        await server.AddTaskAsync(1, "to be done");
        for (var i = 0; i < 3; i++)
        {
            await server.DataAsync("query Mine { tasks { totalCount } }");
        }

        await server.DataAsync("query MadeUp { tasks { totalCount } }");
        await server.DataAsync("{ tasks { totalCount } }");
        await server.AskAsync("query Mine { nothing }");
        await server.AskAsync($"{{ {string.Concat(Enumerable.Repeat("__typename ", 3_000))} }}");
        using (await server.Client.GetAsync("/tasks/99"))
        using (await server.Client.GetAsync("/nowhere"))
        using (var stream = await server.StreamAsync("subscription Changes { onTaskChanged { cursor } }"))
        {
            await server.SubscriptionsAsync(1);
            // The second is told by the log's follower in any case; the first may have been there when it began.
            await server.MoveAsync(1, TaskStatus.Completed);
            await stream.ReadAsync(1);
            await server.MoveAsync(1, TaskStatus.Pending);
            await stream.ReadAsync(1);
            var during = await Metrics.ReadAsync(server.Client);
            Assert.Equal(1, during.Sum("tasktracker_subscriptions_active"));
        }

        await server.SubscriptionsAsync(0);
        var metrics = await Metrics.ReadAsync(server.Client);
        Assert.Equal(3, metrics.Sum(Operations, "operation=\"Mine\"", "type=\"query\"", "outcome=\"ok\""));
        Assert.Equal(1, metrics.Sum(Operations, "operation=\"(other)\"", "type=\"query\"", "outcome=\"ok\""));
        Assert.Equal(1, metrics.Sum(Operations, "operation=\"(unnamed)\"", "type=\"query\"", "outcome=\"ok\""));
        Assert.Equal(1, metrics.Sum(Operations, "operation=\"Mine\"", "outcome=\"refused\""));
        Assert.Equal(2, metrics.Sum(Operations, "type=\"subscription\"", "outcome=\"ok\""));
        Assert.Equal(9, metrics.Sum(Operations));
        Assert.Equal(1, metrics.Sum("tasktracker_refusals_total", "code=\"VALIDATION_FAILED\""));
        Assert.Equal(1, metrics.Sum("tasktracker_refusals_total", "code=\"DOCUMENT_TOO_LARGE\""));
        Assert.InRange(metrics.Sum("tasktracker_changes_lag_seconds_count"), 1, 2);
        Assert.Equal(1, metrics.Sum("http_server_request_duration_seconds_count", "http_route=\"/tasks/{task_id}\"", "http_response_status_code=\"404\""));
        // What nobody made a route of is counted without its path.
        Assert.DoesNotContain("nowhere", metrics.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_were_never_run_take_no_place()
    {
        await using var server = TrackerServer.With(new() { ["Metrics:OperationNames"] = "1" });
        await server.AskAsync("query MadeUp { nothing }");
        await server.DataAsync("query Mine { tasks { totalCount } }");

        var metrics = await Metrics.ReadAsync(server.Client);
        Assert.Equal(1, metrics.Sum(Operations, "operation=\"Mine\""));
        Assert.DoesNotContain("MadeUp", metrics.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_their_own_gives_metrics_to_anybody_and_nothing_else()
    {
        var url = FreeAddress();
        await using var server = TrackerServer.With(new() { ["Access:Anonymous"] = "None", ["Metrics:Url"] = url });

        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/metrics")).StatusCode);
        Assert.Equal(1, (await Metrics.ReadAsync(server.Client, $"{url}/metrics")).Sum("target_info"));
        foreach (var path in (string[])["/", "/tasks/", "/graphql", "/docs", "/docs/index.html", "/token", "/nowhere"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync(url + path)).StatusCode);
        }
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
