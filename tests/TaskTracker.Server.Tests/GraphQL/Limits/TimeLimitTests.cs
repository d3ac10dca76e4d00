using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Limits;

/// <summary>A query that would keep the database busy for days ends when it must.</summary>
public sealed class TimeLimitTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // 200 tasks of one user, each looked through for each, and so on.
    private static readonly string Endless = $"{{ tasks(where: {Nested(levels: 5)}) {{ totalCount }} }}";

    public static TheoryData<GraphQLTransport> Transports => [.. Enum.GetValues<GraphQLTransport>()];

    private readonly TrackerServer server = TrackerServer.With(new() { ["GraphQL:TimeoutSeconds"] = "1", ["GraphQL:Cost:MaxFieldCost"] = "1000000000" });

    public async Task InitializeAsync()
    {
        var user = await server.AddUserAsync("alice");
        await Task.WhenAll(Enumerable.Range(0, 200).Select(n => server.AddTaskAsync(user.Id, $"Task {n}")));
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_time_limit_ends_a_running_command(GraphQLTransport transport)
    {
        // PostgreSQL would see through it. There it waits for somebody, and they for nobody.
        using var other = TestDatabase.IsPostgres ? Store.Open(server.Folder) : null;
        other?.Read("BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE");
        Assert.Equal("TIMEOUT", (await server.AskOverAsync(transport, new { query = Endless }).WaitAsync(Patience)).Code());
        other?.Read("ROLLBACK");

        // The connection that was stopped serves the next reader.
        await server.AnswersAsync("{ tasks { totalCount } }", """{ "tasks": { "totalCount": 200 } }""");
    }

    // Without the "or" SQLite would see through it.
    private static string Nested(int levels) => levels == 0
        ? "{title: {eq: \"no such title\"}}"
        : $"{{or: [{Nested(levels: 0)}, {{user: {{tasks: {{some: {Nested(levels - 1)}}}}}}}]}}";
}
