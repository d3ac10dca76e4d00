using System.Diagnostics;
using System.Net.Http.Json;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Telemetry;

public sealed class TraceTests : IAsyncLifetime
{
    private readonly string trace = ActivityTraceId.CreateRandom().ToHexString();
    private readonly string root = ActivitySpanId.CreateRandom().ToHexString();
    private OtlpReceiver receiver = null!;
    private TrackerServer server = null!;

    public async Task InitializeAsync()
    {
        receiver = await OtlpReceiver.StartAsync();
        server = TrackerServer.With(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "50",
        });
        await server.AddUserAsync("ada");
        await server.AddTaskAsync(1, "to be traced");
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("query Mine { tasks { nodes { title user { username } } } }", "query Mine", "Query.tasks")]
    [InlineData("mutation Finish { updateTaskStatus(input: {id: 1, status: COMPLETED}) { task { version } } }", "mutation Finish", "Mutation.updateTaskStatus")]
    public async Task One_trace_leads_from_the_request_through_the_operation_and_the_resolver_to_the_store(string query, string operation, string resolver)
    {
        await AskAsync(query);

        var path = await Polling.UntilAsync(() => Task.FromResult(PathTo(span => IsOfStore(span) && Parents(span).Any(parent => parent.Name == resolver))));
        Assert.Equal([resolver, operation, "POST /graphql"], path[1..4].Select(span => span.Name));
        Assert.Equal(root, path[3].Parent);
    }

    [Fact]
    public async Task What_is_loaded_for_many_is_one_span_with_its_command()
    {
        await server.AddTaskAsync(1, "another");
        await AskAsync("query People { tasks { nodes { user { username tasks { nodes { title } } } } } }");

        var path = await Polling.UntilAsync(() => Task.FromResult(PathTo(span => IsOfStore(span) && Parents(span).Any(parent => parent.Name.StartsWith("Batch of ", StringComparison.Ordinal)))));
        Assert.Equal(["query People", "POST /graphql"], path[2..4].Select(span => span.Name));
    }

    private async Task AskAsync(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        request.Headers.Add("traceparent", $"00-{trace}-{root}-01");
        using var answer = await server.Client.SendAsync(request);
        Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static bool IsOfStore(Span span) => span.Source == (TestDatabase.IsPostgres ? "Npgsql" : "TaskTracker.Store");

    /// <summary>The first such span with all those above it, once they have come.</summary>
    private Span[]? PathTo(Func<Span, bool> wanted) => receiver.Of(trace).Where(wanted).Select(span => (Span[])[span, .. Parents(span)]).FirstOrDefault(path => path[^1].Parent == root);

    private IEnumerable<Span> Parents(Span span)
    {
        while (receiver.Of(trace).FirstOrDefault(other => other.Id == span.Parent) is { } parent)
        {
            yield return span = parent;
        }
    }
}
