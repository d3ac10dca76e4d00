using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Takes an account out of use: nothing of it signs in or is let in any more, at once. Its sessions end and its API keys are revoked for
/// good, so that whoever has stolen one does not come back with its owner. The user and their tasks stay. Everybody may do it to
/// themselves; only an administrator can undo it.
/// </summary>
public sealed class DeactivateUser(AccessEpochs epochs, Sessions sessions, AuditLog audit, TimeProvider time)
{
    /// <param name="UserId">The user.</param>
    /// <param name="Version">What the caller has seen of the user.</param>
    public sealed record Input(int UserId, ExpectedVersion Version = default);

    /// <summary>The user. Refusals: <see cref="AccessRefusal"/>, <see cref="UserNotFound"/>, <see cref="UserVersionConflict"/>, <see cref="LastAdministrator"/>.</summary>
    public async Task<Result<User>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        var needed = actor.Identity?.UserId == input.UserId ? Permissions.ManageOwnAccount : Permissions.ManageUsers;
        if (AccessRules.Refuse(actor, needed) is { } refusal)
        {
            return refusal;
        }

        DateTime? now = time.UtcNow();
        var deactivated = await epochs.EditAccountAsync(
            actor,
            input.UserId,
            input.Version,
            user => user.DisabledAt ??= now,
            cancellationToken,
            async context =>
            {
                await sessions.EndAllAsync(context, input.UserId);
                await context.ApiKeys.Where(k => k.UserId == input.UserId && k.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(k => k.RevokedAt, now));
            });
        return audit.Tell(actor, "deactivating a user", deactivated, user => audit.Deactivated(actor, user.Id));
    }
}
