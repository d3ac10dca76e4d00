using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Idempotency;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Idempotency;

/// <summary>The same request under the same key is done once and answered alike, whoever sends it how often.</summary>
public sealed class RepeatedRequestTests : IAsyncLifetime
{
    private const string Create = "mutation ($t: String!) { createTask(input: {title: $t, userId: 1}) { task { databaseId title version status } errors { ... on Error { code } } } }";

    private readonly TrackerServer server = new();

    public async Task InitializeAsync() => await server.AddUserAsync("alice");

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Over_REST_the_first_answer_comes_again_whatever_has_happened_since()
    {
        var first = await server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 });
        var moved = await server.RestAsync("m", "PUT", "/tasks/1/status", new { status = "COMPLETED" });
        await server.MoveAsync(1, TaskStatus.Pending);

        Assert.Equal(200, first.Status);
        Assert.Equal(first, await server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 }));
        Assert.Equal(moved, await server.RestAsync("m", "PUT", "/tasks/1/status", new { status = "COMPLETED" }));
        Assert.Equal(["3"], server.Read("SELECT version FROM tasks"));
    }

    [Fact]
    public async Task Over_GraphQL_too()
    {
        var first = await server.GraphQLAsync("k", Create, new { t = "t" });
        await server.MoveAsync(1, TaskStatus.Completed);

        Assert.Equal("t", (string?)first.Json["data"]!["createTask"]!["task"]!["title"]);
        Assert.Equal(first, await server.GraphQLAsync("k", Create, new { t = "t" }));
        Assert.Equal(first, await server.GraphQLAsync("\"k\"", Create, new { t = "t" }));
        Assert.Equal(first, await server.PostAsync(null, new { query = Create, variables = new { t = "t" }, extensions = new { idempotencyKey = "k" } }));
        Assert.Single(server.Read("SELECT id FROM tasks"));
    }

    [Fact]
    public async Task Over_a_WebSocket_by_the_extension()
    {
        var request = new { query = Create, variables = new { t = "t" }, extensions = new { idempotencyKey = "k" } };
        await using var socket = await SocketClient.InitialisedAsync(server);
        var answers = new List<string>();
        foreach (var id in new[] { "1", "2" })
        {
            await socket.SendAsync(JsonSerializer.Serialize(new { type = "subscribe", id, payload = request }));
            answers.Add((await socket.ReadToEndAsync(id))[0]["payload"]!.ToJsonString());
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Single(server.Read("SELECT id FROM tasks"));
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_refused_through_either_door()
    {
        await server.GraphQLAsync("g", Create, new { t = "t" });
        await server.RestAsync("r", "POST", "/tasks/", new { title = "t", user_id = 1 });

        Answered[] refused =
        [
            await server.GraphQLAsync("g", Create, new { t = "other" }),
            await server.GraphQLAsync("g", Create.Replace("version", "id", StringComparison.Ordinal), new { t = "t" }),
            await server.GraphQLAsync("g", "mutation { other: updateTaskStatus(input: {id: 1, status: COMPLETED}) { task { id } } }"),
            await server.GraphQLAsync("r", Create, new { t = "t" }),
            await server.RestAsync("r", "POST", "/tasks/", new { title = "other", user_id = 1 }),
            await server.RestAsync("r", "PUT", "/tasks/1/status", new { title = "t", user_id = 1, status = "COMPLETED" }),
            await server.RestAsync("g", "POST", "/tasks/", new { title = "t", user_id = 1 }),
        ];

        Assert.All(refused, answer => Assert.Equal(
            (409, "IDEMPOTENCY_KEY_REUSED"), (answer.Status, (string?)(answer.Json["code"] ?? answer.Json["errors"]![0]!["extensions"]!["code"]))));
        Assert.Equal(["1", "1"], server.Read("SELECT version FROM tasks"));
    }

    [Fact]
    public async Task The_order_of_variables_makes_no_other_request()
    {
        const string query = "mutation ($a: CreateTaskInput!) { createTask(input: $a) { task { databaseId } } }";

        Assert.Equal(
            await server.GraphQLAsync("k", query, new { a = new { title = "t", userId = 1 } }), await server.GraphQLAsync("k", query, new { a = new { userId = 1, title = "t" } }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Thirty_two_at_once_make_one_row_and_get_one_answer(bool overRest)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => overRest
            ? server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 })
            : server.GraphQLAsync("k", Create, new { t = "t" })));

        Assert.Equal(200, Assert.Single(answers.Distinct()).Status);
        Assert.Equal(["1"], server.Read("SELECT count(*) FROM tasks"));
        Assert.Equal(["1"], server.Read("SELECT count(*) FROM task_changes"));
    }

    [Fact]
    public async Task Of_different_requests_under_one_key_at_once_one_is_done()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => server.RestAsync("k", "POST", "/tasks/", new { title = $"t{i}", user_id = 1 })));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(31, answers.Count(answer => answer.Status == 409));
        Assert.Equal(["1"], server.Read("SELECT count(*) FROM tasks"));
    }

    [Fact]
    public async Task What_was_done_is_known_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        Answered first;
        await using (var before = TrackerServer.With([], folder.Path))
        {
            await before.AddUserAsync("alice");
            first = await before.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 });
        }

        await using var after = TrackerServer.With([], folder.Path);
        Assert.Equal(first, await after.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 }));
        Assert.Equal(["1"], after.Read("SELECT count(*) FROM tasks"));
    }

    [Fact]
    public async Task A_refusal_comes_again_even_when_it_would_succeed_by_now()
    {
        var rest = await server.RestAsync("r", "POST", "/tasks/", new { title = "t", user_id = 2 });
        var graphQL = await server.GraphQLAsync("g", """mutation { createUser(input: {username: "ALICE", email: "b@example.com"}) { user { id } errors { __typename ... on DuplicateUsernameError { username message } } } }""");
        await server.AddUserAsync("bob");
        await server.DataAsync("{ __typename }");

        Assert.Equal(404, rest.Status);
        Assert.Equal(rest, await server.RestAsync("r", "POST", "/tasks/", new { title = "t", user_id = 2 }));
        Assert.Contains("DuplicateUsernameError", graphQL.Body, StringComparison.Ordinal);
        Assert.Equal(graphQL, await server.GraphQLAsync("g", """mutation { createUser(input: {username: "ALICE", email: "b@example.com"}) { user { id } errors { __typename ... on DuplicateUsernameError { username message } } } }"""));
        Assert.Equal(["0"], server.Read("SELECT count(*) FROM tasks"));
    }

    [Fact]
    public async Task A_conflict_comes_again_with_the_task_as_it_was()
    {
        await server.AddTaskAsync(1, "t");
        await server.MoveAsync(1, TaskStatus.InProgress);
        const string query = "mutation { updateTaskStatus(input: {id: 1, status: COMPLETED, expectedVersion: 1}) { errors { ... on VersionConflictError { code message task { version status } } } } }";
        var first = await server.GraphQLAsync("k", query);
        await server.MoveAsync(1, TaskStatus.Pending);

        Assert.Contains("\"version\":2", first.Body, StringComparison.Ordinal);
        Assert.Equal(first, await server.GraphQLAsync("k", query));
    }

    [Fact]
    public async Task A_request_that_breaks_a_rule_uses_no_key_up()
    {
        Assert.Equal(422, (await server.RestAsync("k", "POST", "/tasks/", new { title = "", user_id = 1 })).Status);
        Assert.Equal(200, (await server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 })).Status);
    }

    [Fact]
    public async Task An_operation_that_a_crash_cut_short_goes_on_where_it_was()
    {
        const string query =
            """
            mutation { a: createTask(input: {title: "a", userId: 1}) { task { databaseId } } b: createTask(input: {title: "b", userId: 1}) { task { databaseId } }
                       c: updateTaskStatus(input: {id: 1, status: COMPLETED}) { task { version } } }
            """;
        var first = await server.GraphQLAsync("k", query);

        // As if only the first of the three transactions had been committed.
        server.Read("DELETE FROM recorded_outcomes WHERE place <> 'a'; DELETE FROM tasks WHERE id = 2; UPDATE tasks SET status = 0, version = 1");
        server.Read(TestDatabase.IsPostgres
            ? "SELECT setval('tasks_id_seq', 1)"
            : "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'tasks'; DELETE FROM task_search WHERE rowid = 2");

        Assert.Equal(first, await server.GraphQLAsync("k", query));
        Assert.Equal(first, await server.GraphQLAsync("k", query));
        Assert.Equal(["2", "1"], server.Read("SELECT version FROM tasks ORDER BY id"));
    }

    [Fact]
    public async Task Nobody_gets_anybody_else_s_answer()
    {
        var (carol, dave) = (await server.SignUpAsync("carol"), await server.SignUpAsync("dave"));
        Answered[] answers =
        [
            await server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 }),
            await server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 }, carol),
            await server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 }, dave),
            await server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 }, carol),
        ];

        Assert.Equal([1, 2, 3, 2], answers.Select(answer => (int)answer.Json["id"]!));
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        var prune = server.Services.GetRequiredService<PruneOutcomes>();
        await server.RestAsync("k", "POST", "/tasks/", new { title = "t", user_id = 1 });
        server.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(0, (await prune.ExecuteAsync(Actor.Operator, TimeSpan.FromHours(24), default)).Value!.Removed);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.RestAsync("l", "POST", "/tasks/", new { title = "t", user_id = 1 });
        Assert.Equal(1, (await prune.ExecuteAsync(Actor.Operator, TimeSpan.FromHours(24), default)).Value!.Removed);

        Assert.Equal(3, (int)(await server.RestAsync("k", "POST", "/tasks/", new { title = "other", user_id = 1 })).Json["id"]!);
        Assert.Equal(2, (int)(await server.RestAsync("l", "POST", "/tasks/", new { title = "t", user_id = 1 })).Json["id"]!);
    }

    [Fact]
    public async Task In_a_batch_each_request_has_a_key_of_its_own()
    {
        object Request(string title, string key) => new { query = Create, variables = new { t = title }, extensions = new { idempotencyKey = key } };
        var first = await server.PostAsync(null, new[] { Request("a", "1"), Request("b", "2") });

        Assert.Equal(first, await server.PostAsync(null, new[] { Request("a", "1"), Request("b", "2") }));
        var header = await server.PostAsync("k", new[] { Request("c", "3") });
        Assert.Equal((400, "INVALID_IDEMPOTENCY_KEY"), (header.Status, (string?)(header.Json["errors"] ?? header.Json[0]!["errors"])![0]!["extensions"]!["code"]));
        Assert.Equal(["2"], server.Read("SELECT count(*) FROM tasks"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("a b")]
    [InlineData("\"a\"b\"")]
    [InlineData("\"a")]
    [InlineData("a\tb")]
    [InlineData("schlüssel")]
    [InlineData("LONG")]
    public async Task What_is_no_key_is_refused_and_nothing_done(string key)
    {
        key = key == "LONG" ? new string('x', 256) : key;
        var extension = await server.PostAsync(null, new { query = Create, variables = new { t = "t" }, extensions = new { idempotencyKey = key } });
        Assert.Equal((400, "INVALID_IDEMPOTENCY_KEY"), (extension.Status, (string?)extension.Json["errors"]![0]!["extensions"]!["code"]));
        if (key.All(char.IsAscii))
        {
            var rest = await server.RestAsync(key, "POST", "/tasks/", new { title = "t", user_id = 1 });
            Assert.Equal((400, "INVALID_IDEMPOTENCY_KEY"), (rest.Status, (string?)rest.Json["code"]));
        }

        Assert.Equal(["0"], server.Read("SELECT count(*) FROM tasks"));
    }

    [Fact]
    public async Task The_longest_key_is_one_and_a_key_of_a_query_says_nothing()
    {
        Assert.Equal(200, (await server.RestAsync(new string('~', 255), "POST", "/tasks/", new { title = "t", user_id = 1 })).Status);
        Assert.Equal(200, (await server.GraphQLAsync("k", "{ tasks { totalCount } }")).Status);
        Assert.Equal(200, (await server.GraphQLAsync("k", "{ users { totalCount } }")).Status);
        var both = await server.PostAsync("a", new { query = Create, variables = new { t = "t" }, extensions = new { idempotencyKey = "b" } });
        Assert.Equal(400, both.Status);
    }
}
