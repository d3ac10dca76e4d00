using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Lists;

namespace TaskTracker.Server.Tests.Secrecy;

/// <summary>Somebody who asks, and what they may see.</summary>
/// <param name="Name">What to call them.</param>
/// <param name="Server">Where they ask.</param>
/// <param name="Credential">What they ask with; null for nothing.</param>
/// <param name="Sight">What they may see.</param>
public sealed record Observer(string Name, TrackerServer Server, string? Credential, Permissions Sight)
{
    /// <summary>Whether they see something, and not all.</summary>
    public bool SeesPart => Sight != Permissions.None && (AccessRules.Sight & ~Sight) != 0;

    public override string ToString() => Name;
}

/// <summary>One store with users and tasks, a server on it for each setting of anonymous access, and somebody of every kind who observes it.</summary>
public sealed class SecretiveWorld : IAsyncLifetime
{
    private readonly List<int> users = [];
    private readonly List<int> tasks = [];
    private TrackerServer none = null!;

    public TrackerServer Legacy { get; } = TrackerServer.With(new() { ["Access:Anonymous"] = "Legacy", ["GraphQL:Cost:MaxFieldCost"] = "1000000", ["GraphQL:TimeoutSeconds"] = "600" });

    /// <summary>Who observes. Nothing of their own is changed.</summary>
    public Observer[] Observers { get; private set; } = [];

    /// <summary>Ids that there are, that there may come to be, and that there will not be.</summary>
    public const int Ids = 12;

    public async Task InitializeAsync()
    {
        none = TrackerServer.With(new() { ["Access:Anonymous"] = "None", ["GraphQL:Cost:MaxFieldCost"] = "1000000", ["GraphQL:TimeoutSeconds"] = "600" }, Legacy.Folder);
        const Permissions all = Permissions.ReadTasks | Permissions.ReadUsers | Permissions.ReadAccounts;
        const Permissions accounts = Permissions.ReadUsers | Permissions.ReadAccounts;
        foreach (var name in new[] { "abc", "a_c", "é日本", "aab" })
        {
            AddUser((await Legacy.AddUserAsync(name)).Id);
        }

        for (var i = 0; i < 10; i++)
        {
            Legacy.Clock.Advance(TimeSpan.FromSeconds(1));
            var input = new CreateTask.Input(ListGenerators.Texts[1 + i], i % 3 == 0 ? null : ListGenerators.Texts[i], User(i), (TaskStatus)(i % 3));
            AddTask((await The<CreateTask>().ExecuteAsync(SecretChange.As(User(i + 1)), input, default)).Value!.Id);
        }

        for (var i = 0; i < 3; i++)
        {
            DeletedTask = tasks[0];
            tasks.Remove(DeletedTask);
            await Legacy.DeleteTaskAsync(DeletedTask);
        }

        var owner = await Legacy.SignUpAsync("owner", Role.Admin);
        Observers =
        [
            new("nobody where anonymous access is None", none, null, Permissions.None),
            new("nobody where anonymous access is Legacy", Legacy, null, Permissions.ReadTasks | Permissions.ReadUsers),
            new("a viewer", Legacy, (await Legacy.SignUpAsync("viewer", Role.Viewer)).AccessToken, all),
            new("a member", Legacy, (await Legacy.SignUpAsync("member")).AccessToken, all),
            new("an administrator", Legacy, owner.AccessToken, all | Permissions.EditAnyTask),
            new("a key with tasks:read", Legacy, (await Legacy.AddKeyAsync(owner, ApiScopes.TasksRead)).Secret, Permissions.ReadTasks),
            new("a key with tasks:write", Legacy, (await Legacy.AddKeyAsync(owner, ApiScopes.TasksWrite)).Secret, Permissions.ReadTasks | Permissions.EditAnyTask),
            new("a key with users:read", Legacy, (await Legacy.AddKeyAsync(owner, ApiScopes.UsersRead)).Secret, accounts),
            new("a key with users:write", Legacy, (await Legacy.AddKeyAsync(owner, ApiScopes.UsersWrite)).Secret, accounts),
        ];
        // A key's first use is noted a moment later.
        foreach (var observer in Observers)
        {
            await Question.WarmUpAsync(observer);
        }
    }

    public async Task DisposeAsync()
    {
        await none.DisposeAsync();
        await Legacy.DisposeAsync();
    }

    /// <summary>A task that was deleted, of users that nobody observes with.</summary>
    public int DeletedTask { get; private set; }

    /// <summary>One of the users that nobody observes with, mostly of the first, who have the tasks.</summary>
    public int User(int number) => Choose(users, number);

    /// <summary>One of the tasks, mostly of the first, which lists show.</summary>
    public int Task(int number) => Choose(tasks, number);

    public void AddUser(int id) => users.Add(id);

    public void AddTask(int id) => tasks.Add(id);

    public T The<T>() where T : notnull => Legacy.Services.GetRequiredService<T>();

    /// <summary>Changes what is stored past the rules: for what no use case changes, and nobody may see all the same.</summary>
    public async Task StoreAsync(Func<TrackerDbContext, Task> change) => await The<TrackerDatabase>().WriteAsync<object>(
        Actor.Operator,
        async context =>
        {
            await change(context);
            return new object();
        },
        default);

    /// <summary>The log as it is now.</summary>
    public async Task<ChangeLogRange> RangeAsync() => (await The<ChangeReader>().FindRangeAsync(Actor.Operator, default)).Value!;

    private static int Choose(List<int> ids, int number) => ids[number / 4 % (number % 4 == 0 ? ids.Count : Math.Min(4, ids.Count))];
}
