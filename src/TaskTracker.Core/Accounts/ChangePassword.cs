using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Gives the actor another password and ends all of their other sessions. API keys stay; they are revoked one by one.</summary>
public sealed class ChangePassword(TrackerDatabase database, SetPassword setPassword, Passwords passwords, SignInAttempts attempts, AuditLog audit)
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

        return audit.Tell(actor, "changing a password", await ChangeAsync(actor, actor.Identity!, input, cancellationToken), user => audit.PasswordChanged(actor, user.Id));
    }

    private async Task<Result<User>> ChangeAsync(Actor actor, Identity identity, Input input, CancellationToken cancellationToken)
    {
        User user;
        using (var read = await database.ReadAsync(cancellationToken))
        {
            user = await read.Context.Users.FirstAsync(u => u.Id == identity.UserId, cancellationToken);
        }

        if (PasswordRules.Check("newPassword", input.NewPassword, user.Username, user.Email) is { } problem)
        {
            return problem;
        }

        if (await attempts.TakeSignInAsync(actor.Address, user.UsernameKey) is { } retryAfter)
        {
            return new TooManyAttempts(retryAfter);
        }

        if (!PasswordRules.CouldBe(input.CurrentPassword) || !await passwords.CheckAsync(user.PasswordHash, input.CurrentPassword, cancellationToken))
        {
            return new InvalidCredentials();
        }

        await attempts.SucceededAsync(actor.Address, user.UsernameKey);
        return await setPassword.WriteAsync(actor, new(user.Id, input.NewPassword), new(user.PasswordHash, identity.SessionId), cancellationToken);
    }
}
