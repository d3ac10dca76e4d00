using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>A server for each setting of anonymous access, and everybody who may ask one of them for something.</summary>
public sealed class AccessTableServers : IAsyncLifetime
{
    private readonly TrackerServer none = TrackerServer.With(new() { ["Access:Anonymous"] = "None" });
    private readonly Dictionary<string, Account> accounts = [];
    private readonly Dictionary<string, string> credentials = [];
    private int made;

    public TrackerServer Legacy { get; } = new();

    public async Task InitializeAsync()
    {
        // The same names have the same ids in both stores.
        accounts["none"] = await none.SignUpAsync("member");
        foreach (var (caller, role) in new[]
        {
            ("viewer", Role.Viewer), ("stranger", Role.Member), ("creator", Role.Member), ("assignee", Role.Member), ("admin", Role.Admin), ("disabled", Role.Admin),
        })
        {
            accounts[caller] = await Legacy.SignUpAsync(caller, role);
            credentials[caller] = accounts[caller].AccessToken;
        }

        foreach (var (caller, scopes) in new[]
        {
            ("t:read", ApiScopes.TasksRead), ("t:write", ApiScopes.TasksWrite), ("u:read", ApiScopes.UsersRead), ("u:write", ApiScopes.UsersWrite),
        })
        {
            var owner = await Legacy.SignUpAsync($"owner-{scopes}", Role.Admin);
            (accounts[caller], credentials[caller]) = (owner, (await Legacy.AddKeyAsync(owner, scopes)).Secret);
        }

        Assert.True((await Legacy.Services.GetRequiredService<DeactivateUser>().ExecuteAsync(Actor.Operator, accounts["disabled"].UserId, default)).Succeeded);
    }

    public async Task DisposeAsync()
    {
        await none.DisposeAsync();
        await Legacy.DisposeAsync();
    }

    /// <summary>What a caller gets who asks for this.</summary>
    public async Task<string> TryAsync(string operation, string caller)
    {
        var server = caller == "none" ? none : Legacy;
        var credential = credentials.GetValueOrDefault(caller);
        if (operation == "mutation signOut" && caller is "viewer" or "stranger" or "creator" or "assignee" or "admin")
        {
            // A session of its own: the others go on.
            credential = (await SignInAsync(server, caller)).AccessToken.Token;
        }

        using var request = Request(operation, await MakeAsync(server, operation));
        if (credential is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }

        using var response = await server.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return operation[0] is >= 'A' and <= 'Z' ? OfRoute(response, text) : OfField(operation.Split(' ')[1], text);
    }

    private static string OfRoute(HttpResponseMessage response, string text) => (int)response.StatusCode switch
    {
        200 => "yes",
        401 when response.Headers.WwwAuthenticate.Count == 1 => "401",
        403 => "403",
        var status => $"{status} {text}",
    };

    private static string OfField(string field, string text)
    {
        // A subscription answers an event stream; its results are lines of data.
        var json = text.StartsWith('{') ? text : text.Split('\n').FirstOrDefault(line => line.StartsWith("data: {", StringComparison.Ordinal))?[6..];
        var result = json is null ? null : JsonNode.Parse(json)!;
        return (string?)result?["errors"]?[0]?["extensions"]?["code"] switch
        {
            "UNAUTHENTICATED" => "401",
            "FORBIDDEN" => "403",
            not null => text,
            null when json is null => text.Contains("event: complete", StringComparison.Ordinal) ? "yes" : text,
            _ => result!["data"]![field] is null or JsonArray { Count: 1 } and [null] ? "null" : "yes",
        };
    }

    /// <summary>Things of its own for every attempt: a task that the creator made for the assignee, and a user without a password.</summary>
    private async Task<Names> MakeAsync(TrackerServer server, string operation)
    {
        var n = made++;
        var somebody = server == none ? "member" : "stranger";
        var user = await server.AddUserAsync($"target-{n}");
        var (creator, assignee) = server == none ? (accounts["none"].UserId, accounts["none"].UserId) : (accounts["creator"].UserId, accounts["assignee"].UserId);
        var task = await server.Services.GetRequiredService<CreateTask>().ExecuteAsync(
            Actor.Of(Origin.GraphQL, new(creator, "creator", Role.Member, null, null)), new($"task {n}", null, assignee), default);
        if (operation == "mutation restoreTask")
        {
            await server.DeleteTaskAsync(task.Value!.Id);
        }

        var cursor = (await server.Services.GetRequiredService<Core.Changes.ChangeReader>().FindRangeAsync(Actor.Operator, default)).Value!.NewestCursor;
        var refreshToken = operation == "POST /token/refresh" ? (await SignInAsync(server, somebody)).RefreshToken : "";
        return new(n, user.Id, task.Value!.Id, cursor, somebody, refreshToken);
    }

    private static HttpRequestMessage Request(string operation, Names it)
    {
        var (kind, name) = (operation.Split(' ')[0], operation.Split(' ')[1]);
        if (kind is "query" or "mutation" or "subscription")
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = $"{kind} {{ {Field(name, it)} }}" }) };
            if (kind == "subscription")
            {
                request.Headers.Accept.ParseAdd("text/event-stream");
            }

            return request;
        }

        return new(HttpMethod.Parse(kind), Path(name, it)) { Content = Body(operation, it) };
    }

    private static string Path(string route, Names it) =>
        route.Replace("{user_id}", $"{it.UserId}").Replace("{task_id}", $"{it.TaskId}") + (route == "/tasks/events" ? $"?after={it.Cursor}&until={it.Cursor}" : "");

    private static HttpContent? Body(string operation, Names it) => operation switch
    {
        "POST /token" => new FormUrlEncodedContent([new("username", it.Somebody), new("password", SigningIn.Password)]),
        "POST /token/refresh" => new FormUrlEncodedContent([new("refresh_token", it.RefreshToken)]),
        "POST /users/" => JsonContent.Create(new { username = $"new-{it.Number}", email = $"new{it.Number}@example.com" }),
        "PATCH /users/me" => JsonContent.Create(new { }),
        "POST /tasks/" => JsonContent.Create(new { title = "new", user_id = it.UserId }),
        _ when operation.StartsWith("PUT", StringComparison.Ordinal) => JsonContent.Create(new { status = "COMPLETED" }),
        _ => null,
    };

    private static string Field(string name, Names it) => name switch
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
        "createUser" => Mutation(name, $"username: \"new-{it.Number}\", email: \"new{it.Number}@example.com\""),
        "updateProfile" => Mutation(name, ""),
        "updateUser" => Mutation(name, $"id: {it.UserId}, username: \"other-{it.Number}\""),
        "createTask" => Mutation(name, $"title: \"new\", userId: {it.UserId}"),
        "updateTask" => Mutation(name, $"id: {it.TaskId}, title: \"other\""),
        "assignTask" => Mutation(name, $"taskId: {it.TaskId}, userId: {it.UserId}"),
        "updateTaskStatus" => Mutation(name, $"id: {it.TaskId}, status: COMPLETED"),
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
        "onTaskChanged" or "onTaskStatusChanged" => $"{name}(after: \"{it.Cursor}\", until: \"{it.Cursor}\") {{ kind }}",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Say how to ask for it."),
    };

    // What the use case itself refuses is not access.
    private static string Mutation(string name, string input) => $"{name}(input: {{ {input} }}) {{ errors {{ __typename }} }}";

    private static string GlobalId(int taskId) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"Task:{taskId}"));

    private static async Task<SessionGrant> SignInAsync(TrackerServer server, string username) =>
        (await server.Services.GetRequiredService<SignIn>().ExecuteAsync(
            Actor.Anonymous(Origin.GraphQL, AnonymousAccess.None), new(username, SigningIn.Password), default)).Value!;

    private sealed record Names(int Number, int UserId, int TaskId, string Cursor, string Somebody, string RefreshToken);
}
