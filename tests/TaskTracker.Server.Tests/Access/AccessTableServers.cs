using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>A server for each setting of anonymous access, and everybody who may ask one of them for something.</summary>
/// <remarks>
/// <c>none</c> and <c>legacy</c> send no credential; <c>wrong</c> sends one that was never good, <c>disabled</c> that of an
/// administrator who was deactivated since. The stranger is a member who has nothing to do with the task. <c>t:read</c> and so on are API
/// keys of administrators with that scope alone; <c>v:all</c> is a viewer's key with all scopes.
/// </remarks>
public sealed class AccessTableServers : IAsyncLifetime
{
    private const ApiScopes AllScopes = ApiScopes.TasksRead | ApiScopes.TasksWrite | ApiScopes.UsersRead | ApiScopes.UsersWrite;

    private static readonly (string Caller, Role Role)[] People =
        [("viewer", Role.Viewer), ("stranger", Role.Member), ("creator", Role.Member), ("assignee", Role.Member), ("admin", Role.Admin), ("disabled", Role.Admin)];

    private static readonly (string Caller, Role Owner, ApiScopes Scopes)[] Keys =
    [
        ("t:read", Role.Admin, ApiScopes.TasksRead), ("t:write", Role.Admin, ApiScopes.TasksWrite),
        ("u:read", Role.Admin, ApiScopes.UsersRead), ("u:write", Role.Admin, ApiScopes.UsersWrite),
        ("v:all", Role.Viewer, AllScopes),
    ];

    private readonly Dictionary<string, Account> accounts = [];
    private readonly Dictionary<string, string> credentials = new() { ["wrong"] = "tt_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
    private readonly Dictionary<TrackerServer, Subject> read = [];
    private int made;

    internal TrackerServer None { get; } = TrackerServer.With(new() { ["Access:Anonymous"] = "None", ["GraphQL:AnonymousIntrospection"] = "false" });

    internal TrackerServer Legacy { get; } = TrackerServer.With(new() { ["Access:Anonymous"] = "Legacy" });

    public async Task InitializeAsync()
    {
        accounts["none"] = await None.SignUpAsync("member");
        foreach (var (caller, role) in People)
        {
            accounts[caller] = await Legacy.SignUpAsync(caller, role);
            credentials[caller] = accounts[caller].AccessToken;
        }

        foreach (var (caller, role, scopes) in Keys)
        {
            accounts[caller] = await Legacy.SignUpAsync($"owner-{++made}", role);
            credentials[caller] = (await Legacy.AddKeyAsync(accounts[caller], scopes)).Secret;
        }

        Assert.True((await Legacy.Services.GetRequiredService<DeactivateUser>().ExecuteAsync(Actor.Operator, new(accounts["disabled"].UserId), default)).Succeeded);
    }

    public async Task DisposeAsync()
    {
        await None.DisposeAsync();
        await Legacy.DisposeAsync();
    }

    /// <summary>What a caller gets who asks for this.</summary>
    public async Task<string> TryAsync(string operation, string caller)
    {
        var server = caller == "none" ? None : Legacy;
        var (account, credential) = (accounts.GetValueOrDefault(caller) ?? accounts["stranger"], credentials.GetValueOrDefault(caller));
        if (operation is "mutation signOut" or "mutation deactivateUser:self"
            && Array.Find(People, person => person.Caller == caller && caller != "disabled") is { Caller: not null } person)
        {
            // Somebody like them: they themselves go on.
            account = await server.SignUpAsync($"again-{++made}", person.Role);
            credential = account.AccessToken;
        }

        using var request = AccessTableRequest.Of(operation, await SubjectAsync(server, operation) with { Self = account.UserId });
        if (credential is not null)
        {
            request.Message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }

        using var response = await server.Client.SendAsync(request.Message);
        return request.Read(response, await response.Content.ReadAsStringAsync());
    }

    private async Task<Subject> SubjectAsync(TrackerServer server, string operation)
    {
        if (operation.Split(' ')[0] is "mutation" or "POST" or "PUT" or "PATCH")
        {
            return await MakeAsync(server, operation);
        }

        if (!read.TryGetValue(server, out var subject))
        {
            read[server] = subject = await MakeAsync(server, operation);
            await server.Services.GetRequiredService<DeactivateUser>().ExecuteAsync(Actor.Operator, new(subject.UserId), default);
        }

        return subject;
    }

    private async Task<Subject> MakeAsync(TrackerServer server, string operation)
    {
        var number = ++made;
        // By address: names change on the way.
        var somebody = server == None ? "member@example.com" : "stranger@example.com";
        var creator = Actor.Of(Origin.GraphQL, new(accounts[server == None ? "none" : "creator"].UserId, "creator", Role.Member, null, null));
        var user = await server.AddUserAsync($"target-{number}");
        var task = (await server.Services.GetRequiredService<CreateTask>().ExecuteAsync(
            creator,
            new($"task {number}", "as told", accounts[server == None ? "none" : "assignee"].UserId, DueDate: new DateOnly(2026, 6, 1)),
            default)).Value!;
        Assert.True((await server.Services.GetRequiredService<UpdateTaskStatus>().ExecuteAsync(creator, new(task.Id, TaskStatus.Completed), default)).Succeeded);
        if (operation == "mutation restoreTask")
        {
            await server.DeleteTaskAsync(task.Id);
        }

        var cursor = (await server.Services.GetRequiredService<ChangeReader>().FindRangeAsync(Actor.Operator, default)).Value!.NewestCursor;
        var refreshToken = operation == "POST /token/refresh" ? (await SignInAsync(server, somebody)).RefreshToken : "";
        return new(number, user.Id, task.Id, 0, cursor, somebody, refreshToken);
    }

    private static async Task<SessionGrant> SignInAsync(TrackerServer server, string username) =>
        (await server.Services.GetRequiredService<SignIn>().ExecuteAsync(
            Actor.Anonymous(Origin.GraphQL, AnonymousAccess.None), new(username, SigningIn.Password), default)).Value!;
}
