using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Gives somebody a password: a user whom a legacy client made, or one who has forgotten theirs. Ends all of their sessions.</summary>
public sealed class SetPassword(AccessWatch watch, Passwords passwords, Sessions sessions, AuditLog audit)
{
    /// <param name="UserId">The user.</param>
    /// <param name="Password">See <see cref="PasswordRules"/>.</param>
    /// <param name="Version">What the caller has seen of the user.</param>
    public sealed record Input(int UserId, string Password, ExpectedVersion Version = default);

    /// <summary>The user. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/>, <see cref="UserNotFound"/>, <see cref="UserVersionConflict"/>.</summary>
    public async Task<Result<User>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageUsers) is { } refusal)
        {
            return refusal;
        }

        return PasswordRules.Check("password", input.Password) is { } problem
            ? problem
            : await WriteAsync(watch, passwords, sessions, audit, actor, input.UserId, input.Version, input.Password, null, cancellationToken);
    }

    /// <param name="watch">Learns of it.</param>
    /// <param name="passwords">Hashes it.</param>
    /// <param name="sessions">End.</param>
    /// <param name="audit">Tells of it.</param>
    /// <param name="actor">Who sets it.</param>
    /// <param name="userId">Whose it is.</param>
    /// <param name="version">What the caller has seen of them.</param>
    /// <param name="password">A good one.</param>
    /// <param name="exceptSession">The session that goes on; null for none.</param>
    /// <param name="cancellationToken">Honoured until the write begins.</param>
    internal static async Task<Result<User>> WriteAsync(
        AccessWatch watch, Passwords passwords, Sessions sessions, AuditLog audit,
        Actor actor, int userId, ExpectedVersion version, string password, int? exceptSession, CancellationToken cancellationToken)
    {
        var hash = await passwords.HashAsync(password, cancellationToken);
        var changed = await watch.WriteAsync<User>(
            actor,
            async context =>
            {
                var found = await context.FindUserAsync(userId, version);
                if (found.Value is not { } user)
                {
                    return found;
                }

                user.PasswordHash = hash;
                // Not a new version of the user: nobody sees that there is another password.
                await sessions.EndAllAsync(context, userId, exceptSession);
                return user;
            },
            cancellationToken);
        if (changed.Succeeded)
        {
            audit.PasswordChanged(actor, userId);
        }

        return changed;
    }
}
