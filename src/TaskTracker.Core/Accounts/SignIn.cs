using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Starts a session for somebody who knows a name and its password.</summary>
public sealed class SignIn(TrackerDatabase database, Passwords passwords, Sessions sessions, SignInAttempts attempts, AuditLog audit)
{
    /// <param name="Username">The username or the e-mail address, case aside.</param>
    /// <param name="Password">The password.</param>
    public sealed record Input(string Username, string Password);

    /// <summary>
    /// The session. Refusals: <see cref="TooManyAttempts"/>, <see cref="InvalidCredentials"/>. What is wrong is not told, and takes the
    /// same time: whether there is such a user, whether they can sign in, and whether it is their password. (Twice the time when it may mean two of them.)
    /// </summary>
    public async Task<Result<SessionGrant>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!TextRules.IsWellFormed(input.Username) || !PasswordRules.CouldBe(input.Password))
        {
            return Refuse(null, "it cannot be a password");
        }

        var name = SignInName.Of(input.Username);
        if (await attempts.TakeSignInAsync(actor.Address, name.Account) is { } retryAfter)
        {
            audit.SignInRefused(actor, null, "too many attempts");
            return new TooManyAttempts(retryAfter);
        }

        var found = await FindAsync(name, cancellationToken);
        var user = found.FirstOrDefault();
        var isTheirs = await passwords.CheckAsync(user?.PasswordHash, input.Password, cancellationToken);
        for (var i = 1; i < found.Count && !isTheirs; i++)
        {
            user = found[i];
            isTheirs = await passwords.CheckAsync(user.PasswordHash, input.Password, cancellationToken);
        }

        if (!isTheirs)
        {
            return Refuse(user?.Id, user is null ? "unknown user" : user.PasswordHash is null ? "no password" : "wrong password");
        }

        if (user!.DisabledAt is not null)
        {
            return Refuse(user.Id, "deactivated");
        }

        var started = await database.WriteAsync<Sessions.Started>(
            actor,
            async context => await IsUnchangedAsync(context, user) ? await sessions.StartAsync(context, user) : new InvalidCredentials(),
            cancellationToken);
        if (!started.Succeeded)
        {
            return Refuse(user.Id, "changed meanwhile");
        }

        await attempts.SucceededAsync(actor.Address, name.Account);
        audit.SignedIn(actor, user.Id, started.Value.Session.Id);
        return sessions.Grant(started.Value);

        Result<SessionGrant> Refuse(int? userId, string reason)
        {
            audit.SignInRefused(actor, userId, reason);
            return new InvalidCredentials();
        }
    }

    // Whoever changes a password ends all sessions, and this one would begin after that.
    private static Task<bool> IsUnchangedAsync(TrackerDbContext context, User user) =>
        context.Users.AnyAsync(u => u.Id == user.Id && u.PasswordHash == user.PasswordHash && u.DisabledAt == null);

    // Two, when one's name is the other's address: whoever took it first or last, neither keeps the other out.
    private async Task<List<User>> FindAsync(SignInName name, CancellationToken cancellationToken)
    {
        var (usernameKey, emailKey) = name;
        using var read = await database.ReadAsync(cancellationToken);
        return await read.Context.Users.Where(u => u.UsernameKey == usernameKey || u.EmailKey == emailKey).OrderByDescending(u => u.EmailKey == emailKey).ToListAsync(cancellationToken);
    }
}

/// <summary>What somebody typed to say who they are, as it is looked up.</summary>
/// <param name="UsernameKey">As a username.</param>
/// <param name="EmailKey">As an e-mail address; null when it is none.</param>
internal sealed record SignInName(string UsernameKey, string? EmailKey)
{
    // Nobody's name or address is longer, with whatever people write around it.
    private const int MaximumLength = EmailAddress.LongestText;

    // One key however the address is dressed up ("Bob <bob@example.com>"), or each way to write it would have attempts of its own. A name and its
    // owner's address have two: one for both would tell that they belong together.
    public string Account => EmailKey ?? UsernameKey;

    /// <param name="text">Well-formed text.</param>
    public static SignInName Of(string text) =>
        text.Length > MaximumLength ? new("", null) : new(Username.Key(text), EmailAddress.Parse(text).Value?.Key);
}
