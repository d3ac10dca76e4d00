using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Somebody who can sign in, signed in.</summary>
public sealed record Account(int UserId, string AccessToken, string RefreshToken);

/// <summary>People who sign in to a server under test.</summary>
internal static class SigningIn
{
    /// <summary>Everybody's password.</summary>
    public const string Password = "four unrelated words";

    /// <summary>Somebody who has not signed in, from an address of their own: so many from one place are too many.</summary>
    public static Actor FromSomewhere() => Actor.Anonymous(Origin.GraphQL, AnonymousAccess.None, new(RandomNumberGenerator.GetBytes(16)));

    /// <summary>Creates somebody with a role, and signs them in.</summary>
    public static async Task<Account> SignUpAsync(this TrackerServer server, string username, Role role = Role.Member)
    {
        var session = (await server.Services.GetRequiredService<SignUp>().ExecuteAsync(
            FromSomewhere(), new(username, $"{username}@example.com", Password), default)).Value!;
        if (role != Role.Member)
        {
            Assert.True((await server.Services.GetRequiredService<ChangeRole>().ExecuteAsync(Actor.Operator, new(session.User.Id, role), default)).Succeeded);
        }

        return new(session.User.Id, session.AccessToken.Token, session.RefreshToken);
    }

    /// <summary>An API key of somebody's.</summary>
    public static async Task<ApiKeyGrant> AddKeyAsync(this TrackerServer server, Account owner, ApiScopes scopes, DateTime? expiresAt = null) =>
        (await server.Services.GetRequiredService<CreateApiKey>().ExecuteAsync(
            Actor.Of(Origin.GraphQL, new(owner.UserId, "", Role.Member, null, null)), new("key", scopes, expiresAt), default)).Value!;

    /// <summary>From now on the server's client is signed in as an administrator. Users made before keep the first ids.</summary>
    public static async Task<Account> SignInAsAdministratorAsync(this TrackerServer server, string username = "administrator")
    {
        var administrator = await server.SignUpAsync(username, Role.Admin);
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", administrator.AccessToken);
        return administrator;
    }
}
