using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Idempotency;

namespace TaskTracker.Server.Tests.GraphQL;

/// <summary>Nobody undoes what they have not seen, if they say what they have seen; and without that, only the fields that they give.</summary>
public sealed class ExpectedVersionTests : IAsyncLifetime
{
    private readonly TrackerServer server = new();

    public async Task InitializeAsync()
    {
        await server.AddUserAsync("alice");
        await server.AddTaskAsync(1, "t");
        await server.SignInAsAdministratorAsync();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public static TheoryData<string, string> ChangesOfTasks => new()
    {
        { "updateTask", "title: \"mine\"" },
        { "updateTaskStatus", "status: COMPLETED" },
        { "deleteTask", "" },
    };

    public static TheoryData<string, string> ChangesOfUsers => new()
    {
        { "updateUser", "username: \"mine\"" },
        { "changeUserRole", "role: VIEWER" },
        { "setUserPassword", "password: \"four other unrelated words\"" },
        { "deactivateUser", "" },
        { "reactivateUser", "" },
    };

    [Theory]
    [MemberData(nameof(ChangesOfTasks))]
    public Task A_change_of_a_task_that_has_changed_since_is_refused_with_the_task_as_it_is(string mutation, string input) =>
        CheckTaskAsync(mutation, $"id: 1, {input}");

    [Fact]
    public Task So_is_assigning_it() => CheckTaskAsync("assignTask", "taskId: 1, userId: 2");

    [Fact]
    public async Task So_is_restoring_one_that_was_deleted_anew()
    {
        await server.DeleteTaskAsync(1);
        await server.AnswersAsync(
            """
            mutation {
              stale: restoreTask(input: {id: 1, expectedVersion: 1}) { task { id } errors { ... on VersionConflictError { code task { version title deletedAt } } } }
              seen: restoreTask(input: {id: 1, expectedVersion: 2}) { task { version } errors { __typename } }
            }
            """,
            """
            { "stale": { "task": null, "errors": [{ "code": "VERSION_CONFLICT", "task": { "version": 2, "title": "t", "deletedAt": "2026-05-01T12:00:01Z" } }] },
              "seen": { "task": { "version": 3 }, "errors": null } }
            """);
    }

    [Theory]
    [MemberData(nameof(ChangesOfUsers))]
    public async Task A_change_of_a_user_who_has_changed_since_is_refused_with_the_user_as_they_are(string mutation, string input)
    {
        await server.DataAsync("""mutation { updateUser(input: {id: 1, email: "theirs@example.com"}) { user { id } } }""");

        await server.AnswersAsync(
            $$"""mutation { a: {{mutation}}(input: {id: 1, expectedVersion: 1, {{input}}}) { user { id } errors { ... on UserVersionConflictError { code message user { version email username role } } } } }""",
            """
            { "a": { "user": null, "errors": [{ "code": "VERSION_CONFLICT",
              "message": "User 1 has changed: the version is 2 by now. Look at what has changed, and try again with that version.",
              "user": { "version": 2, "email": "theirs@example.com", "username": "alice", "role": "MEMBER" } }] } }
            """);
        await server.AnswersAsync(
            $$"""mutation { a: {{mutation}}(input: {id: 1, expectedVersion: 2, {{input}}}) { user { email } errors { __typename } } }""",
            """{ "a": { "user": { "email": "theirs@example.com" }, "errors": null } }""");
    }

    [Fact]
    public async Task A_change_of_one_s_own_profile_is_too()
    {
        await server.AnswersAsync(
            """
            mutation {
              a: updateProfile(input: {email: "a@example.com", expectedVersion: 2}) { user { version } errors { __typename } }
              b: updateProfile(input: {email: "b@example.com", expectedVersion: 2}) { user { version } errors { ... on UserVersionConflictError { user { email } } } }
            }
            """,
            """
            { "a": { "user": { "version": 3 }, "errors": null }, "b": { "user": null, "errors": [{ "user": { "email": "a@example.com" } }] } }
            """);
    }

    [Fact]
    public async Task A_change_to_what_already_is_conflicts_as_well() => await server.AnswersAsync(
        "mutation { updateTaskStatus(input: {id: 1, status: PENDING, expectedVersion: 7}) { errors { ... on Error { code } } } }",
        """{ "updateTaskStatus": { "errors": [{ "code": "VERSION_CONFLICT" }] } }""");

    [Fact]
    public async Task Of_many_who_have_seen_the_same_version_one_succeeds()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => server.DataAsync(
            "mutation ($t: String!) { updateTask(input: {id: 1, title: $t, expectedVersion: 1}) { task { title } errors { ... on VersionConflictError { task { title version } } } } }",
            new { t = $"title {i}" })));

        var won = Assert.Single(answers, answer => answer["updateTask"]!["task"] is not null)["updateTask"]!["task"]!["title"]!;
        Assert.All(answers.Where(answer => answer["updateTask"]!["task"] is null), answer => GraphQLOverHttp.AssertJson(
            $$"""[{ "task": { "title": "{{won}}", "version": 2 } }]""", answer["updateTask"]!["errors"]));
    }

    [Fact]
    public async Task Partial_updates_of_different_fields_at_the_same_time_all_survive()
    {
        for (var round = 0; round < 25; round++)
        {
            string[] updates =
            [
                $"updateTask(input: {{id: 1, title: \"title {round}\"}})", $"updateTask(input: {{id: 1, description: \"description {round}\"}})",
                $"updateTask(input: {{id: 1, dueDate: \"2026-01-{round + 1:00}\"}})", $"updateTask(input: {{id: 1, priority: {(round % 2 == 0 ? "LOW" : "HIGH")}}})",
                $"assignTask(input: {{taskId: 1, userId: {2 - (round % 2)}}})",
            ];
            var byRest = server.RestAsync(null, "PUT", "/tasks/1/status", new { status = round % 2 == 0 ? "COMPLETED" : "PENDING" });
            await Task.WhenAll([byRest, .. updates.Select(update => server.DataAsync($"mutation {{ {update} {{ errors {{ __typename }} }} }}"))]);

            await server.AnswersAsync(
                "{ taskById(id: 1) { title description dueDate priority status userId version } }",
                $$"""
                { "taskById": { "title": "title {{round}}", "description": "description {{round}}", "dueDate": "2026-01-{{round + 1:00}}",
                  "priority": "{{(round % 2 == 0 ? "LOW" : "HIGH")}}", "status": "{{(round % 2 == 0 ? "COMPLETED" : "PENDING")}}", "userId": {{2 - (round % 2)}},
                  "version": {{1 + (6 * (round + 1))}} } }
                """);
        }
    }

    [Fact]
    public void Whatever_changes_a_task_or_a_user_takes_the_version_that_was_seen()
    {
        var changing = server.Services.GetRequiredService<ISchema>().Mutation!.Fields
            .Select(mutation => (mutation.Name, Input: (IInputObjectGraphType?)mutation.Arguments?.Find("input")?.ResolvedType?.GetNamedType()))
            .Where(mutation => mutation.Name == "updateProfile" || mutation.Input?.Fields.Any(field => field.Name is "id" or "taskId") == true)
            .ToList();

        Assert.True(changing.Count > 10);
        Assert.Equal(["revokeApiKey"], changing.Where(mutation => mutation.Input!.GetField("expectedVersion") is null).Select(mutation => mutation.Name));
    }

    private async Task CheckTaskAsync(string mutation, string input)
    {
        await server.DataAsync("""mutation { updateTask(input: {id: 1, description: "theirs"}) { task { id } } }""");

        await server.AnswersAsync(
            $$"""mutation { a: {{mutation}}(input: {expectedVersion: 1, {{input}}}) { task { id } errors { ... on VersionConflictError { code message task { version title description status user { username } } } } } }""",
            """
            { "a": { "task": null, "errors": [{ "code": "VERSION_CONFLICT",
              "message": "Task 1 has changed: its version is 2 by now. Look at what it says, and try again with that version.",
              "task": { "version": 2, "title": "t", "description": "theirs", "status": "PENDING", "user": { "username": "alice" } } }] } }
            """);
        await server.AnswersAsync("{ taskById(id: 1) { version } }", """{ "taskById": { "version": 2 } }""");
        await server.AnswersAsync(
            $$"""mutation { a: {{mutation}}(input: {expectedVersion: 2, {{input}}}) { task { description version } errors { __typename } } }""",
            """{ "a": { "task": { "description": "theirs", "version": 3 }, "errors": null } }""");
    }
}
