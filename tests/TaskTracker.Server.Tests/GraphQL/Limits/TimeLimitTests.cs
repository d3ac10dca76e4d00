using Microsoft.Data.Sqlite;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Limits;

/// <summary>A query that would keep the database busy for days ends when it must.</summary>
public sealed class TimeLimitTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // 200 tasks of one user, each looked through for each, and so on.
    private static readonly string Endless = $"{{ tasks(where: {Nested(levels: 5)}) {{ totalCount }} }}";

    public static TheoryData<GraphQLTransport> Transports => [.. Enum.GetValues<GraphQLTransport>()];

    private readonly TrackerServer server = TrackerServer.With(new() { ["GraphQL:TimeoutSeconds"] = "1", ["Database:BusyTimeoutSeconds"] = "60", ["GraphQL:Cost:MaxFieldCost"] = "1000000000" });

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
        Assert.Equal("TIMEOUT", (await server.AskOverAsync(transport, new { query = Endless }).WaitAsync(Patience)).Code());

        // The connection that was stopped serves the next reader.
        await server.AnswersAsync("{ tasks { totalCount } }", """{ "tasks": { "totalCount": 200 } }""");
    }

    [Fact]
    public async Task A_write_that_still_waits_when_its_time_is_up_is_not_begun()
    {
        const string Create = "mutation ($title: String!) { createTask(input: { title: $title, userId: 1 }) { task { id } } }";
        var file = Path.Combine(server.Folder, "tasktracker.db");
        await using var other = new SqliteConnection($"Data Source={file};Pooling=False");
        await other.OpenAsync();
        await ExecuteAsync(other, "BEGIN IMMEDIATE");
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => server.AskAsync(Create, new { title = $"waits {n}" }))).WaitAsync(Patience);
        await ExecuteAsync(other, "ROLLBACK");

        // The next write finds none of them before it.
        Assert.All(answers, answer => Assert.Equal("TIMEOUT", answer.Code()));
        await server.DataAsync(Create, new { title = "next" });
        await server.AnswersAsync(
            "{ tasks { totalCount } waits: tasks(search: \"waits\") { totalCount } taskChanges(kinds: [CREATED]) { totalCount } }",
            """{ "tasks": { "totalCount": 201 }, "waits": { "totalCount": 0 }, "taskChanges": { "totalCount": 201 } }""");
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    // Without the "or" SQLite would see through it.
    private static string Nested(int levels) => levels == 0
        ? "{title: {eq: \"no such title\"}}"
        : $"{{or: [{Nested(levels: 0)}, {{user: {{tasks: {{some: {Nested(levels - 1)}}}}}}}]}}";
}
