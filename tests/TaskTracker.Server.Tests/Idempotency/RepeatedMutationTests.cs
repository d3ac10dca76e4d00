using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Idempotency;

/// <summary>Every mutation of the schema, sent twice under one key.</summary>
public sealed partial class RepeatedMutationTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    // Whose answers are secrets, or what is spent by asking: they take no key, and sent again they are done again.
    private static readonly string[] WithoutKey = ["signUp", "signIn", "refreshSession", "signOut", "changePassword"];

    private static readonly string[] Writes =
    [
        "createUser(input: {username: \"new\", email: \"new@example.com\"}) { user { databaseId } errors { ... on Error { code } } }",
        "updateProfile(input: {email: \"other@example.com\", expectedVersion: VERSION}) { user { version email } errors { ... on Error { code } } }",
        "updateUser(input: {id: USER, username: \"renamed\", expectedVersion: 1}) { user { version username } errors { ... on Error { code } } }",
        "createTask(input: {title: \"t\", userId: USER}) { task { databaseId } errors { ... on Error { code } } }",
        "updateTask(input: {id: TASK, title: \"u\", expectedVersion: 1}) { task { version } errors { ... on Error { code } } }",
        "assignTask(input: {taskId: TASK, userId: USER, expectedVersion: 1}) { task { version } errors { ... on Error { code } } }",
        "updateTaskStatus(input: {id: TASK, status: COMPLETED, expectedVersion: 1}) { task { version } errors { ... on Error { code } } }",
        "createTasks(input: {tasks: [{title: \"t\", userId: USER}, {title: \"u\", userId: USER}]}) { tasks { databaseId title } errors { ... on Error { code } } }",
        "updateTasks(input: {tasks: [{id: TASK, title: \"u\", expectedVersion: 1}]}) { tasks { version } errors { ... on Error { code } } }",
        "updateTaskStatuses(input: {tasks: [{id: TASK, status: COMPLETED, expectedVersion: 1}]}) { tasks { version } errors { ... on Error { code } } }",
        "deleteTask(input: {id: TASK}) { task { version } errors { ... on Error { code } } }",
        "restoreTask(input: {id: DELETED}) { task { version } errors { ... on Error { code } } }",
        "revokeApiKey(input: {id: KEY}) { apiKey { id revokedAt } errors { ... on Error { code } } }",
        "changeUserRole(input: {id: USER, role: VIEWER, expectedVersion: 1}) { user { version role } errors { ... on Error { code } } }",
        "setUserPassword(input: {id: USER, password: \"four other unrelated words\", expectedVersion: 1}) { user { version } errors { ... on Error { code } } }",
        "deactivateUser(input: {id: USER, expectedVersion: 1}) { user { version } errors { ... on Error { code } } }",
        "reactivateUser(input: {id: USER, expectedVersion: 1}) { user { version } errors { ... on Error { code } } }",
    ];

    private static readonly string[] Special = ["createApiKey"];

    private static int made;

    public static TheoryData<string> Names => [.. Writes.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mutation_is_done_once_and_answered_alike(string name)
    {
        var account = await server.SignUpAsync($"admin-{Interlocked.Increment(ref made)}", Role.Admin);
        var user = await server.AddUserAsync($"target-{made}");
        var task = await server.AddTaskAsync((await server.AddUserAsync($"owner-{made}")).Id, "t");
        var deleted = await server.AddTaskAsync(user.Id, "t");
        await server.DeleteTaskAsync(deleted.Id);
        var key = (await server.GraphQLAsync(null, "mutation { createApiKey(input: {name: \"k\", scopes: [TASKS_READ]}) { newApiKey { apiKey { id } } } }", null, account))
            .Json["data"]!["createApiKey"]!["newApiKey"]!["apiKey"]!["id"];
        var version = (await server.GraphQLAsync(null, "{ viewer { user { version } } }", null, account)).Json["data"]!["viewer"]!["user"]!["version"];
        var write = Writes.Single(candidate => NameOf(candidate) == name).Replace("USER", $"{user.Id}", StringComparison.Ordinal).Replace("TASK", $"{task.Id}", StringComparison.Ordinal)
            .Replace("DELETED", $"{deleted.Id}", StringComparison.Ordinal).Replace("KEY", $"{key}", StringComparison.Ordinal).Replace("VERSION", $"{version}", StringComparison.Ordinal)
            .Replace("\"new", $"\"new{made}", StringComparison.Ordinal).Replace("\"renamed", $"\"renamed{made}", StringComparison.Ordinal).Replace("\"other@", $"\"other{made}@", StringComparison.Ordinal);

        var first = await server.GraphQLAsync("k", $"mutation {{ {write} }}", null, account);
        var rows = Rows();
        var again = await server.GraphQLAsync("k", $"mutation {{ {write} }}", null, account);

        Assert.Contains("\"errors\":null", first.Body, StringComparison.Ordinal);
        Assert.Equal(first, again);
        Assert.Equal(rows, Rows());
    }

    [Fact]
    public async Task A_repeated_mutation_tells_the_history_of_a_task_only_to_who_sees_it_now()
    {
        var admin = await server.SignUpAsync("history-admin", Role.Admin);
        var assignee = await server.SignUpAsync("history-assignee");
        var other = await server.AddUserAsync("history-other");
        var task = await server.AddTaskAsync(assignee.UserId, "t");
        var move = $"mutation {{ updateTaskStatus(input: {{id: {task.Id}, status: COMPLETED}}) {{ task {{ changes {{ totalCount nodes {{ kind }} }} }} }} }}";
        var delete = $"mutation {{ deleteTask(input: {{id: {task.Id}}}) {{ task {{ changes {{ nodes {{ kind }} }} }} }} }}";
        Assert.NotNull(History(await server.GraphQLAsync("k", move, null, assignee)));

        await server.GraphQLAsync(null, $"mutation {{ assignTask(input: {{taskId: {task.Id}, userId: {other.Id}}}) {{ task {{ id }} }} }}", null, admin);
        await server.GraphQLAsync("d", delete, null, admin);

        Assert.Null(History(await server.GraphQLAsync("k", move, null, assignee)));
        Assert.Equal(["CREATED", "STATUS_CHANGED", "ASSIGNED", "DELETED"], Kinds(await server.GraphQLAsync("d", delete, null, admin)));

        await server.GraphQLAsync(null, $"mutation {{ restoreTask(input: {{id: {task.Id}}}) {{ task {{ id }} }} }}", null, admin);

        Assert.Equal(["CREATED", "STATUS_CHANGED", "ASSIGNED", "DELETED", "RESTORED"], Kinds(await server.GraphQLAsync("d", delete, null, admin)));

        static JsonNode? History(Answered answer) => answer.Json["data"]!.AsObject().Single().Value!["task"]!["changes"];

        static IEnumerable<string> Kinds(Answered answer) => History(answer)!["nodes"]!.AsArray().Select(change => (string)change!["kind"]!);
    }

    [Fact]
    public void Every_mutation_is_tried_or_takes_no_key() => Assert.Equal(
        server.Services.GetRequiredService<ISchema>().Mutation!.Fields.Select(field => field.Name).Order(StringComparer.Ordinal),
        Writes.Select(NameOf).Concat(WithoutKey).Concat(Special).Order(StringComparer.Ordinal));

    [Fact]
    public async Task An_API_key_is_made_once_and_its_secret_shown_once()
    {
        var account = await server.SignUpAsync("key-maker");
        const string query =
            "mutation { createApiKey(input: {name: \"k\", scopes: [TASKS_READ]}) { newApiKey { secret apiKey { id } } errors { __typename ... on ApiKeySecretNotKeptError { apiKeyId code } } } }";
        var made = (await server.GraphQLAsync("k", query, null, account)).Json["data"]!["createApiKey"]!["newApiKey"]!;
        var again = (await server.GraphQLAsync("k", query, null, account)).Json["data"]!["createApiKey"]!;

        GraphQLOverHttp.AssertJson(
            $$"""{ "newApiKey": null, "errors": [{ "__typename": "ApiKeySecretNotKeptError", "apiKeyId": "{{made["apiKey"]!["id"]}}", "code": "API_KEY_SECRET_NOT_KEPT" }] }""", again);
        Assert.Equal(["1"], server.Read($"SELECT count(*) FROM api_keys WHERE user_id = {account.UserId}"));
        Assert.Equal(["0"], server.Read($"SELECT count(*) FROM recorded_outcomes WHERE outcome LIKE '%{made["secret"]}%'"));
    }

    [Fact]
    public async Task No_secret_is_kept_with_an_outcome()
    {
        await server.GraphQLAsync("s", "mutation { signUp(input: {username: \"secretive\", email: \"secretive@example.com\", password: \"four unrelated words\"}) { session { accessToken refreshToken } } }");
        await server.GraphQLAsync("t", "mutation { signIn(input: {username: \"secretive\", password: \"four unrelated words\"}) { session { accessToken refreshToken } } }");
        var account = await server.SignUpAsync("secret-admin", Role.Admin);
        await server.GraphQLAsync("p", $"mutation {{ setUserPassword(input: {{id: {account.UserId}, password: \"four other unrelated words\"}}) {{ user {{ id }} }} }}", null, account);

        Assert.Equal(["1"], server.Read($"SELECT count(*) FROM recorded_outcomes WHERE scope = {account.UserId}"));
        Assert.Equal(["0"], server.Read("SELECT count(*) FROM recorded_outcomes WHERE key IN ('s', 't')"));
        Assert.Equal(["0"], server.Read("SELECT count(*) FROM recorded_outcomes WHERE outcome LIKE '%password%' OR outcome LIKE '%token%' OR outcome LIKE '%hash%'"));
    }

    private string Rows() => string.Join('\n', new[] { "tasks", "users", "task_changes", "api_keys", "deleted_tasks", "recorded_outcomes" }.SelectMany(table =>
        server.Read($"SELECT count(*) FROM {table}")).Concat(server.Read("SELECT version FROM tasks UNION ALL SELECT version FROM users")));

    private static string NameOf(string write) => Name().Match(write).Value;

    [GeneratedRegex(@"^\w+")]
    private static partial Regex Name();
}
