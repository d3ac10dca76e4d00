using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Gives the actor another password and ends all of their other sessions. API keys stay; they are revoked one by one.</summary>
public sealed class ChangePassword(TrackerDatabase database, AccessWatch watch, Passwords passwords, Sessions sessions, SignInAttempts attempts, AuditLog audit)
{
    /// <param name="CurrentPassword">So that an open session alone does not give the account away.</param>
    /// <param name="NewPassword">See <see cref="PasswordRules"/>.</param>
    public sealed record Input(string CurrentPassword, string NewPassword);

    /// <summary>
    /// The user. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/>, <see cref="TooManyAttempts"/>,
    /// <see cref="InvalidCredentials"/>.
    /// </summary>
    public async Task<Result<User>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageOwnAccount) is { } refusal)
        {
            return refusal;
        }

        var (userId, sessionId) = (actor.Identity!.UserId, actor.Identity.SessionId);
        User user;
        using (var read = await database.ReadAsync(cancellationToken))
        {
            user = await read.Context.Users.FirstAsync(u => u.Id == userId, cancellationToken);
        }

        if (PasswordRules.Check("newPassword", input.NewPassword, user.Username, user.Email) is { } problem)
        {
            return problem;
        }

        if (!attempts.TryTakeSignIn(actor.Address, user.UsernameKey, out var retryAfter))
        {
            return new TooManyAttempts(retryAfter);
        }

        if (!PasswordRules.CouldBe(input.CurrentPassword) || !await passwords.CheckAsync(user.PasswordHash, input.CurrentPassword, cancellationToken))
        {
            audit.SignInRefused(actor, user.Id, "wrong current password");
            return new InvalidCredentials();
        }

        attempts.Succeeded(actor.Address, user.UsernameKey);
        return await SetPassword.WriteAsync(watch, passwords, sessions, audit, actor, userId, default, input.NewPassword, sessionId, cancellationToken);
    }
}
