using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Gives somebody a password: a user whom a legacy client made, or one who has forgotten theirs. Ends all of their sessions.</summary>
public sealed class SetPassword(AccessEpochs epochs, Passwords passwords, Sessions sessions, AuditLog audit)
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

        var changed = PasswordRules.Check("password", input.Password) is { } problem
            ? problem
            : await WriteAsync(actor, input, null, cancellationToken);
        return audit.Tell(actor, "setting a password", changed, user => audit.PasswordChanged(actor, user.Id));
    }

    /// <param name="actor">Who sets it, and may.</param>
    /// <param name="input">A good password, and whose it is to be.</param>
    /// <param name="own">What the user has proved to know, and the session that goes on; null when somebody else sets it.</param>
    /// <param name="cancellationToken">Honoured until the write begins.</param>
    internal async Task<Result<User>> WriteAsync(Actor actor, Input input, OwnPassword? own, CancellationToken cancellationToken)
    {
        var hash = await passwords.HashAsync(input.Password, cancellationToken);
        return await epochs.WriteAsync<User>(
            actor,
            async context =>
            {
                var found = await context.FindUserAsync(input.UserId, input.Version);
                if (found.Value is not { } user)
                {
                    return found;
                }

                // Somebody else has set another meanwhile, to shut out whoever knows this one.
                if (own is not null && user.PasswordHash != own.Hash)
                {
                    return new InvalidCredentials();
                }

                user.PasswordHash = hash;
                // Not a new version of the user: nobody sees that there is another password.
                await sessions.EndAllAsync(context, input.UserId, own?.SessionId);
                return user;
            },
            cancellationToken);
    }

    /// <param name="Hash">Of the password that they gave.</param>
    /// <param name="SessionId">Their session.</param>
    internal sealed record OwnPassword(string? Hash, int? SessionId);
}
