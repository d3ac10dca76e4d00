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
    /// same time: whether there is such a user, whether they can sign in, and whether it is their password.
    /// </summary>
    public async Task<Result<SessionGrant>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (!TextRules.IsWellFormed(input.Username) || !PasswordRules.CouldBe(input.Password))
        {
            return await RefuseAsync(null, "it cannot be a password");
        }

        var nameKey = Username.Key(input.Username);
        if (!attempts.TryTake(actor.Address, nameKey, out var retryAfter))
        {
            audit.SignInRefused(actor, null, "too many attempts");
            return new TooManyAttempts(retryAfter);
        }

        var user = await FindAsync(input.Username, nameKey, cancellationToken);
        if (!await passwords.CheckAsync(user?.PasswordHash, input.Password, cancellationToken))
        {
            return await RefuseAsync(user?.Id, user is null ? "unknown user" : user.PasswordHash is null ? "no password" : "wrong password");
        }

        if (user!.DisabledAt is not null)
        {
            return await RefuseAsync(user.Id, "deactivated");
        }

        var started = await database.WriteAsync<Sessions.Started>(
            actor,
            async context => await IsUnchangedAsync(context, user) ? await sessions.StartAsync(context, user) : new InvalidCredentials(),
            cancellationToken);
        if (!started.Succeeded)
        {
            return await RefuseAsync(user.Id, "changed meanwhile");
        }

        attempts.Succeeded(actor.Address, nameKey);
        audit.SignedIn(actor, user.Id, started.Value.Session.Id);
        return sessions.Grant(started.Value);

        Task<Result<SessionGrant>> RefuseAsync(int? userId, string reason)
        {
            audit.SignInRefused(actor, userId, reason);
            return Task.FromResult<Result<SessionGrant>>(new InvalidCredentials());
        }
    }

    // Whoever changes a password ends all sessions, and this one would begin after that.
    private static Task<bool> IsUnchangedAsync(TrackerDbContext context, User user) =>
        context.Users.AnyAsync(u => u.Id == user.Id && u.PasswordHash == user.PasswordHash && u.DisabledAt == null);

    private async Task<User?> FindAsync(string name, string nameKey, CancellationToken cancellationToken)
    {
        var emailKey = EmailAddress.Parse(name).Value?.Key;
        using var read = await database.ReadAsync(cancellationToken);
        var found = await read.Context.Users.Where(u => u.UsernameKey == nameKey || u.EmailKey == emailKey).ToListAsync(cancellationToken);
        // Nobody's name hides somebody's address.
        return found.FirstOrDefault(user => user.EmailKey == emailKey) ?? found.FirstOrDefault();
    }
}
