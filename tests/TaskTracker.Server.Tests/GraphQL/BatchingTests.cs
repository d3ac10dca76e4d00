using TaskTracker.Core.Access;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL;

/// <summary>How many SQL commands a query costs, and which columns it reads.</summary>
public sealed class BatchingTests : IClassFixture<BatchingTests.Store>
{
    private readonly TrackerServer server;

    public BatchingTests(Store store)
    {
        server = store.Server;
        server.Commands.Clear();
    }

    [Fact]
    public async Task Fifty_tasks_with_their_users_and_creators_cost_one_command()
    {
        var data = await server.DataAsync("{ tasks(first: 50) { nodes { title user { username } createdBy { username } } } }");

        var tasks = data["tasks"]!["nodes"]!.AsArray();
        Assert.Equal(50, tasks.Count);
        Assert.All(tasks, task => Assert.EndsWith((string)task!["user"]!["username"]!, (string)task["title"]!, StringComparison.Ordinal));
        Assert.Single(server.Commands.Texts);
    }

    [Fact]
    public async Task People_are_not_read_for_somebody_who_may_not_see_them()
    {
        var key = await server.AddKeyAsync(await server.SignUpAsync("nearsighted"), ApiScopes.TasksRead);
        server.Commands.Clear();

        var answer = await server.AskAsync(key.Secret, "{ tasks(first: 1) { nodes { user { username } createdBy { username } } } }");

        Assert.Equal("""{"data":{"tasks":{"nodes":[{"user":null,"createdBy":null}]}}}""", answer.ToJsonString());
        Assert.DoesNotContain("username", Assert.Single(server.Commands.Texts, text => text.Contains("\"tasks\"", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_tasks_with_their_users_under_two_names_cost_one_command()
    {
        var data = await server.DataAsync("{ tasks(first: 100) { nodes { user { username } } edges { node { assignee: user { email } } } } }");

        Assert.Equal("user000", (string?)data["tasks"]!["nodes"]![0]!["user"]!["username"]);
        Assert.Equal("user000@example.com", (string?)data["tasks"]!["edges"]![0]!["node"]!["assignee"]!["email"]);
        Assert.Single(server.Commands.Texts);
    }

    [Fact]
    public async Task A_hundred_users_with_their_first_ten_tasks_cost_two_commands()
    {
        var data = await server.DataAsync("{ users(first: 100) { nodes { username tasks(first: 10) { nodes { title } pageInfo { hasNextPage } } } } }");

        Assert.Equal(2, server.Commands.Texts.Count);
        foreach (var user in data["users"]!["nodes"]!.AsArray())
        {
            Assert.Equal(10, user!["tasks"]!["nodes"]!.AsArray().Count);
            Assert.True((bool)user["tasks"]!["pageInfo"]!["hasNextPage"]!);
        }
    }

    [Fact]
    public async Task The_tasks_of_a_hundred_users_are_read_from_the_index_and_no_further_than_the_page()
    {
        await server.DataAsync("{ users(first: 100) { nodes { tasks(first: 10) { nodes { title } } } } }");

        // One seek for each user, which ends with the page: no command reads the tasks of the users as a whole.
        Assert.Contains("LIMIT", server.Commands.Texts[1].Split(TestDatabase.IsPostgres ? "LATERAL (" : "IN (")[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("ROW_NUMBER", server.Commands.Texts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_field_of_a_batch_that_is_refused_has_an_error_of_its_own() => Assert.Equal(
        ["INVALID_CURSOR users.nodes.0.tasks", "INVALID_CURSOR users.nodes.1.tasks"],
        await server.ErrorsAsync("{ users(first: 2) { nodes { tasks(after: \"forged\") { nodes { id } } } } }"));

    [Fact]
    public async Task Counts_of_many_users_cost_one_command_more()
    {
        await server.DataAsync("{ users(first: 100) { nodes { tasks(first: 10) { totalCount nodes { title } } } } }");

        Assert.Equal(3, server.Commands.Texts.Count);
    }

    [Fact]
    public async Task Nodes_of_two_types_cost_two_commands()
    {
        await server.DataAsync(
            """
            query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Task { title } ... on User { username } } }
            """,
            new { ids = new[] { "VGFzazox", "VGFzazoy", "VXNlcjox", "VXNlcjoy" } });

        Assert.Equal(2, server.Commands.Texts.Count);
    }

    [Fact]
    public async Task Only_selected_columns_are_read()
    {
        await server.DataAsync("{ tasks(first: 3) { nodes { title } } }");

        Assert.Equal("SELECT t.title", FirstLine());
    }

    [Fact]
    public async Task Columns_that_are_skipped_or_only_in_fragments_of_other_types_are_not_read()
    {
        await server.DataAsync(
            """
            query ($no: Boolean!) {
              tasks(first: 3) { nodes { ...Parts description @include(if: $no) ... on Task @skip(if: true) { updatedAt } } }
            }
            fragment Parts on Node { id ... on Task { status } ... on User { email } }
            """,
            new { no = false });

        Assert.Equal("SELECT t.id, t.status", FirstLine());
    }

    [Fact]
    public async Task The_count_is_queried_only_when_it_is_selected_and_alone_when_nothing_else_is()
    {
        await server.DataAsync("{ tasks(first: 3) { totalCount } }");
        Assert.StartsWith("SELECT COUNT(*)", Assert.Single(server.Commands.Texts), StringComparison.OrdinalIgnoreCase);

        server.Commands.Clear();
        await server.DataAsync("{ tasks(first: 3) { nodes { id } } }");
        Assert.DoesNotContain("COUNT", Assert.Single(server.Commands.Texts), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_type_name_alone_reads_no_rows()
    {
        await server.AnswersAsync("{ tasks { __typename } }", """{ "tasks": { "__typename": "TasksConnection" } }""");

        Assert.Empty(server.Commands.Texts);
    }

    // One provider puts each name in quotes, the other those that need it.
    private string FirstLine() => server.Commands.Texts[0].Split('\n')[0].Replace("\"", "", StringComparison.Ordinal).Trim();

    /// <summary>100 users with 12 tasks each.</summary>
    public sealed class Store : IAsyncLifetime
    {
        public TrackerServer Server { get; } = new();

        public async Task InitializeAsync()
        {
            for (var i = 0; i < 100; i++)
            {
                var user = await Server.AddUserAsync($"user{i:000}");
                await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Server.AddTaskAsync(user.Id, $"Task {n} of {user.Username}")));
            }
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
