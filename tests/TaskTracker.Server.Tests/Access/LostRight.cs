using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Access;

/// <summary>A way in which somebody loses the right to what they have open.</summary>
/// <param name="Credential">What they have open is opened with.</param>
/// <param name="TakeAsync">Takes the right, through a server on the same store.</param>
internal sealed record LostRight(string Credential, Func<TrackerServer, Task> TakeAsync)
{
    // Of a newer version of the server that shares the store: all of today's roles may follow tasks.
    private const Role WithoutRights = (Role)4;

    private static readonly Actor Anybody = Actor.Anonymous(Origin.GraphQL, AnonymousAccess.None);

    /// <summary>Somebody new who is about to lose it.</summary>
    public static async Task<LostRight> OfAsync(TrackerServer server, Account owner, string how)
    {
        var key = await server.AddKeyAsync(owner, ApiScopes.TasksRead, server.Clock.GetUtcNow().UtcDateTime.AddMinutes(1));
        var session = Actor.Of(Origin.GraphQL, await IdentityAsync(server, owner.AccessToken));
        var credential = how.Contains("key", StringComparison.Ordinal) ? key.Secret : owner.AccessToken;
        return new(credential, how switch
        {
            "the token expires" => at => Advance(at, TimeSpan.FromMinutes(15)),
            "the key expires" => at => Advance(at, TimeSpan.FromMinutes(1)),
            "the session signs out" => at => At<SignOut>(at).ExecuteAsync(session, everywhere: false, default),
            "the user signs out everywhere in another session" => async at =>
                await At<SignOut>(at).ExecuteAsync(await AnotherSessionAsync(server, at, owner), everywhere: true, default),
            "the refresh token is used a second time" => async at =>
            {
                // Asking again at once, with nobody having used the next one, would be a client whose answer was lost.
                var next = (await At<RefreshSession>(at).ExecuteAsync(Anybody, owner.RefreshToken, default)).Value!;
                Assert.True((await At<RefreshSession>(at).ExecuteAsync(Anybody, next.RefreshToken, default)).Succeeded);
                Assert.False((await At<RefreshSession>(at).ExecuteAsync(Anybody, owner.RefreshToken, default)).Succeeded);
            }
            ,
            "the password is changed in another session" => async at =>
                await At<ChangePassword>(at).ExecuteAsync(await AnotherSessionAsync(server, at, owner), new(SigningIn.Password, "five other unrelated words"), default),
            "an administrator sets the password" => at => At<SetPassword>(at).ExecuteAsync(Actor.Operator, new(owner.UserId, "five other unrelated words"), default),
            "the key is revoked" => at => At<RevokeApiKey>(at).ExecuteAsync(session, key.Key.Id, default),
            "the user is deactivated" or "the key's owner is deactivated" => at => At<DeactivateUser>(at).ExecuteAsync(Actor.Operator, new(owner.UserId), default),
            "the user's role is taken away" or "the key's owner loses the role" => at =>
                At<ChangeRole>(at).ExecuteAsync(Actor.Operator, new(owner.UserId, WithoutRights), default),
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
        });
    }

    private static T At<T>(TrackerServer server) where T : notnull => server.Services.GetRequiredService<T>();

    private static Task Advance(TrackerServer server, TimeSpan by)
    {
        server.Clock.Advance(by);
        return Task.CompletedTask;
    }

    private static async Task<Identity> IdentityAsync(TrackerServer server, string token) => (await At<Credentials>(server).ReadAsync(token, default)).Value!.Identity;

    private static async Task<Actor> AnotherSessionAsync(TrackerServer server, TrackerServer at, Account owner)
    {
        var username = (await IdentityAsync(server, owner.AccessToken)).Username;
        var session = await At<SignIn>(at).ExecuteAsync(Anybody, new(username, SigningIn.Password), default);
        return Actor.Of(Origin.GraphQL, await IdentityAsync(at, session.Value!.AccessToken.Token));
    }
}
