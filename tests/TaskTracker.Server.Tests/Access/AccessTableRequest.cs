using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>What a row of the table asks about.</summary>
/// <param name="Number">Used for nothing else.</param>
/// <param name="UserId">A user without a password, named <c>target-</c> and the number.</param>
/// <param name="TaskId">A task that the creator made for the assignee and moved.</param>
/// <param name="Self">The caller's own user; somebody's for a caller without one.</param>
/// <param name="Cursor">The end of the log.</param>
/// <param name="Somebody">The e-mail address of somebody who can sign in.</param>
/// <param name="RefreshToken">A good one, where it is needed.</param>
internal sealed record Subject(int Number, int UserId, int TaskId, int Self, string Cursor, string Somebody, string RefreshToken);

/// <summary>How a row of the table is asked for, and what the answer says.</summary>
internal sealed record AccessTableRequest(HttpRequestMessage Message, string? ResultPath) : IDisposable
{
    public static AccessTableRequest Of(string operation, Subject it)
    {
        var (kind, name) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        return kind switch
        {
            "query" => GraphQL($"query {{ {Query(name, it)} }}", name),
            "field" => Field(name, it),
            "filter" or "order" => GraphQL($"query {{ {Restricted(kind, name)} }}", name.StartsWith("Task.", StringComparison.Ordinal) ? "tasks" : "users"),
            "mutation" => GraphQL($"mutation {{ {Mutation(name, it)} }}", name.Split(':')[0]),
            "subscription" => GraphQL($"subscription {{ {name}(after: \"{it.Cursor}\", until: \"{it.Cursor}\") {{ kind }} }}", name),
            _ => new(new(HttpMethod.Parse(kind), Route(name, it)) { Content = Body(operation, it) }, null),
        };
    }

    /// <summary>The cell that the answer stands for, or the answer itself when it stands for none.</summary>
    public string Read(HttpResponseMessage response, string text) => ResultPath is null ? ReadRoute(response, text) : ReadGraphQL(text, ResultPath.Split('.'));

    public void Dispose() => Message.Dispose();

    private static string ReadRoute(HttpResponseMessage response, string text) => (int)response.StatusCode switch
    {
        200 => "yes",
        401 when response.Headers.WwwAuthenticate.Count == 1 => "401",
        403 => "403",
        var status => $"{status} {text}",
    };

    private static string ReadGraphQL(string text, string[] path)
    {
        // A subscription answers an event stream; its results are lines of data.
        var json = text.StartsWith('{') ? text : text.Split('\n').FirstOrDefault(line => line.StartsWith("data: {", StringComparison.Ordinal))?[6..];
        var result = json is null ? null : JsonNode.Parse(json)!;
        return (string?)result?["errors"]?[0]?["extensions"]?["code"] switch
        {
            "UNAUTHENTICATED" => "401",
            "FORBIDDEN" => "403",
            not null => text,
            null when result is null => text.Contains("event: complete", StringComparison.Ordinal) ? "yes" : text,
            _ => path.Aggregate(result!["data"], (node, step) => node is JsonArray list ? list[int.Parse(step, null)] : node?[step]) is null or JsonArray { Count: 1 } and [null]
                ? "null"
                : "yes",
        };
    }

    private static AccessTableRequest GraphQL(string query, string resultPath)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query }) };
        if (query.StartsWith("subscription", StringComparison.Ordinal))
        {
            message.Headers.Accept.ParseAdd("text/event-stream");
        }

        return new(message, resultPath);
    }

    private static string Query(string name, Subject it) => name switch
    {
        "node" => $"node(id: \"{GlobalId(it.TaskId)}\") {{ id }}",
        "nodes" => $"nodes(ids: [\"{GlobalId(it.TaskId)}\"]) {{ id }}",
        "taskById" => $"taskById(id: {it.TaskId}) {{ id }}",
        "tasks" => "tasks(first: 1) { nodes { id } totalCount }",
        "deletedTasks" => "deletedTasks(first: 1) { nodes { id } totalCount }",
        "userById" => $"userById(id: {it.UserId}) {{ id }}",
        "userByUsername" => $"userByUsername(username: \"target-{it.Number}\") {{ id }}",
        "users" => "users(first: 1) { nodes { id } totalCount }",
        "viewer" => "viewer { role }",
        "changeLog" => "changeLog { newestCursor }",
        "taskChanges" => "taskChanges(first: 1) { nodes { kind } }",
        _ => throw Unknown(name),
    };

    private static AccessTableRequest Field(string name, Subject it)
    {
        var (type, field) = (name.Split('.')[0], name.Split('.')[1]);
        field = $"value: {field}" + field switch
        {
            "user" or "createdBy" or "task" or "apiKeys" => " { id }",
            "tasks" or "changes" => "(first: 1) { totalCount }",
            _ => "",
        };
        return type switch
        {
            "Task" => GraphQL($"{{ taskById(id: {it.TaskId}) {{ {field} }} }}", "taskById.value"),
            "User" => GraphQL($"{{ userById(id: {it.UserId}) {{ {field} }} }}", "userById.value"),
            "UsersConnection" => GraphQL($"{{ users(first: 1) {{ {field} }} }}", "users.value"),
            "TaskChange" => GraphQL($"{{ taskChanges(taskId: {it.TaskId}, kinds: [STATUS_CHANGED]) {{ nodes {{ {field} }} }} }}", "taskChanges.nodes.0.value"),
            "Viewer" => GraphQL($"{{ viewer {{ {field} }} }}", "viewer.value"),
            _ => throw Unknown(name),
        };
    }

    private static string Restricted(string how, string name) => (how, name) switch
    {
        ("filter", "Task.user" or "Task.createdBy") => $"tasks(first: 1, where: {{ {name[5..]}: {{ id: {{ neq: 0 }} }} }}) {{ totalCount }}",
        ("filter", "User.tasks") => "users(first: 1, where: { tasks: { any: true } }) { totalCount }",
        ("filter", "User.role") => "users(first: 1, where: { role: { eq: ADMIN } }) { totalCount }",
        ("filter", "User.disabledAt") => "users(first: 1, where: { disabledAt: { eq: null } }) { totalCount }",
        ("order", "Task.user" or "Task.createdBy") => $"tasks(first: 1, order: [{{ {name[5..]}: {{ username: ASC }} }}]) {{ nodes {{ id }} }}",
        ("order", _) => $"users(first: 1, order: [{{ {name[5..]}: ASC }}]) {{ nodes {{ id }} }}",
        _ => throw Unknown(name),
    };

    private static string Mutation(string name, Subject it) => name switch
    {
        "createUser" => Mutation(name, $"username: \"new-{it.Number}\", email: \"new{it.Number}@example.com\""),
        "updateProfile" => Mutation(name, ""),
        "updateUser" => Mutation(name, $"id: {it.UserId}, username: \"other-{it.Number}\""),
        "updateUser:self" => Mutation("updateUser", $"id: {it.Self}, username: \"self-{it.Number}\""),
        "createTask" => Mutation(name, $"title: \"new\", userId: {it.UserId}"),
        "updateTask" => Mutation(name, $"id: {it.TaskId}, title: \"other\""),
        "assignTask" => Mutation(name, $"taskId: {it.TaskId}, userId: {it.UserId}"),
        "updateTaskStatus" => Mutation(name, $"id: {it.TaskId}, status: PENDING"),
        // The right to each task is told with its item.
        "createTasks" => Mutation(name, $"tasks: [{{ title: \"new\", userId: {it.UserId} }}]"),
        "updateTasks" => Mutation(name, $"tasks: [{{ id: {it.TaskId}, title: \"other\" }}]"),
        "updateTaskStatuses" => Mutation(name, $"tasks: [{{ id: {it.TaskId}, status: PENDING }}]"),
        "deleteTask" or "restoreTask" => Mutation(name, $"id: {it.TaskId}"),
        "signUp" => Mutation(name, $"username: \"new-{it.Number}\", email: \"new{it.Number}@example.com\", password: \"short\""),
        "signIn" => Mutation(name, $"username: \"{it.Somebody}\", password: \"short\""),
        "refreshSession" => Mutation(name, "refreshToken: \"none\""),
        "signOut" => Mutation(name, ""),
        "changePassword" => Mutation(name, "currentPassword: \"wrong\", newPassword: \"four other unrelated words\""),
        "createApiKey" => Mutation(name, "name: \"new\", scopes: [TASKS_READ]"),
        "revokeApiKey" => Mutation(name, "id: 0"),
        "changeUserRole" => Mutation(name, $"id: {it.UserId}, role: VIEWER"),
        "setUserPassword" => Mutation(name, $"id: {it.UserId}, password: \"four other unrelated words\""),
        "deactivateUser" or "reactivateUser" => Mutation(name, $"id: {it.UserId}"),
        "deactivateUser:self" => Mutation("deactivateUser", $"id: {it.Self}"),
        _ => throw Unknown(name),
    };

    // What the use case itself refuses is not access.
    private static string Mutation(string name, string input) => $"{name}(input: {{ {input} }}) {{ errors {{ __typename }} }}";

    private static string Route(string route, Subject it) =>
        route.Replace("{user_id}", $"{it.UserId}").Replace("{task_id}", $"{it.TaskId}") + (route == "/tasks/events" ? $"?after={it.Cursor}&until={it.Cursor}" : "");

    private static HttpContent? Body(string operation, Subject it) => operation switch
    {
        "POST /token" => new FormUrlEncodedContent([new("username", it.Somebody), new("password", SigningIn.Password)]),
        "POST /token/refresh" => new FormUrlEncodedContent([new("refresh_token", it.RefreshToken)]),
        "POST /users/" => JsonContent.Create(new { username = $"new-{it.Number}", email = $"new{it.Number}@example.com" }),
        "PATCH /users/me" => JsonContent.Create(new { }),
        "POST /tasks/" => JsonContent.Create(new { title = "new", user_id = it.UserId }),
        _ when operation.StartsWith("PUT", StringComparison.Ordinal) => JsonContent.Create(new { status = "PENDING" }),
        _ => null,
    };

    private static string GlobalId(int taskId) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"Task:{taskId}"));

    private static ArgumentOutOfRangeException Unknown(string name) => new(nameof(name), name, "Say how to ask for it.");
}
