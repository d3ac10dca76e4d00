using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Lists;

namespace TaskTracker.Server.Tests.Secrecy;

/// <summary>A change of data that not everybody may see. What is new in the product and hidden from anybody belongs here.</summary>
/// <param name="Name">What happens.</param>
/// <param name="ShownTo">What somebody needs to see it; none for what nobody sees but whom it belongs to.</param>
/// <param name="MakeAsync">Makes it; which one exactly follows from the number.</param>
public sealed record SecretChange(string Name, Permissions ShownTo, Func<SecretiveWorld, int, Task> MakeAsync)
{
    private static int made;

    public static IReadOnlyList<SecretChange> All { get; } =
    [
        new("who made changes, in the log", Permissions.ReadUsers, (world, n) =>
            world.StoreAsync(context => context.Changes.Where(c => c.Actor != null).ExecuteUpdateAsync(row => row.SetProperty(c => c.Actor, $"somebody {n}")))),
        new("what a deleted task said", Permissions.EditAnyTask, (world, n) => world.StoreAsync(async context =>
        {
            var (id, text) = (world.DeletedTask, $"secret {n}");
            var content = DeletedTask.Of(new TaskItem { Id = id, Title = text, Description = text, UserId = world.User(n) }, default).Content;
            IReadOnlyList<FieldChange> changes = [new("title", null, text)];
            await context.DeletedTasks.Where(d => d.Id == id).ExecuteUpdateAsync(row => row.SetProperty(d => d.Content, content));
            await context.Changes.Where(c => c.TaskId == id).ExecuteUpdateAsync(row => row.SetProperty(c => c.Changes, changes));
        })),
        new("a password", Permissions.None, async (world, n) =>
            Did(await world.The<SetPassword>().ExecuteAsync(Actor.Operator, new(world.User(n), SigningIn.Password), default))),
        new("a sign-up", Permissions.ReadUsers, async (world, n) => world.AddUser((await world.Legacy.SignUpAsync(NextName(n))).UserId)),
        new("a session", Permissions.None, async (world, n) =>
        {
            var user = await world.The<UserReader>().FindAsync(Actor.Operator, world.User(n), ColumnSet<User>.Of(nameof(User.Username)), default);
            Did(await world.The<SetPassword>().ExecuteAsync(Actor.Operator, new(world.User(n), SigningIn.Password), default));
            Did(await world.The<SignIn>().ExecuteAsync(SigningIn.FromSomewhere(), new(user.Value!.Username, SigningIn.Password), default), unless: IsDeactivated);
            Did(await world.The<SignOut>().ExecuteAsync(As(world.User(n)), everywhere: true, default));
        }),
        new("an API key", Permissions.None, async (world, n) =>
            Did(await world.The<CreateApiKey>().ExecuteAsync(As(world.User(n)), new("key", ApiScopes.TasksRead, null), default), unless: IsFull)),
        new("a role", Permissions.ReadAccounts, async (world, n) =>
            Did(await world.The<ChangeRole>().ExecuteAsync(Actor.Operator, new(world.User(n), (Role)(1 + (n % 3))), default))),
        new("a deactivation", Permissions.ReadAccounts, async (world, n) =>
            Did(await world.The<DeactivateUser>().ExecuteAsync(Actor.Operator, new(world.User(n)), default))),
        new("a reactivation", Permissions.ReadAccounts, async (world, n) =>
            Did(await world.The<ReactivateUser>().ExecuteAsync(Actor.Operator, new(world.User(n)), default))),
        new("a user", Permissions.ReadUsers, async (world, n) => world.AddUser((await world.Legacy.AddUserAsync(NextName(n))).Id)),
        new("a name", Permissions.ReadUsers, async (world, n) =>
            Did(await world.The<UpdateUser>().ExecuteAsync(Actor.Operator, new(world.User(n), NextName(n), default), default))),
        new("an e-mail address", Permissions.ReadUsers, async (world, n) =>
            Did(await world.The<UpdateUser>().ExecuteAsync(Actor.Operator, new(world.User(n), default, $"{NextName(n)}@example.com"), default))),
        new("a task", Permissions.ReadTasks, async (world, n) =>
            world.AddTask((await world.Legacy.AddTaskAsync(world.User(n), ListGenerators.Texts[1 + (n % 20)], ListGenerators.Texts[n % 20])).Id)),
        new("a title", Permissions.ReadTasks, async (world, n) =>
            Did(await world.The<UpdateTask>().ExecuteAsync(As(world.User(n), Role.Admin), new(world.Task(n), ListGenerators.Texts[1 + (n % 20)], default), default))),
        new("a status", Permissions.ReadTasks, async (world, n) =>
            Did(await world.The<UpdateTaskStatus>().ExecuteAsync(As(world.User(n), Role.Admin), new(world.Task(n), (TaskStatus)(n % 3)), default))),
        new("an assignee", Permissions.ReadTasks, async (world, n) =>
            Did(await world.The<AssignTask>().ExecuteAsync(As(world.User(n), Role.Admin), new(world.Task(n), world.User(n / 7)), default))),
    ];

    /// <summary>One of those that somebody must not notice.</summary>
    public static Gen<SecretChange> HiddenFrom(Observer observer) =>
        Gen.Frequency(All.Where(change => (observer.Sight & change.ShownTo) == 0).Select(change => (change.IsSlow ? 1 : 6, Gen.Constant(change))));

    // Passwords are hashed, which is meant to take its time.
    private bool IsSlow => Name is "a password" or "a sign-up" or "a session";

    public override string ToString() => Name;

    // Before and after the others, so that what is sorted by them moves.
    private static string NextName(int number) => $"{(char)('a' + (number % 26))}{Interlocked.Increment(ref made):x3}";

    /// <summary>Somebody who signed in.</summary>
    public static Actor As(int userId, Role role = Role.Member) => Actor.Of(Origin.GraphQL, new(userId, $"user {userId}", role, null, null));

    private static bool IsDeactivated(Failure failure) => failure is InvalidCredentials;

    private static bool IsFull(Failure failure) => failure is TooManyApiKeys;

    private static void Did<T>(Result<T> result, Func<Failure, bool>? unless = null) where T : class =>
        Assert.True(result.Succeeded || unless?.Invoke(result.Failures[0]) == true, string.Join(", ", result.Failures));
}
