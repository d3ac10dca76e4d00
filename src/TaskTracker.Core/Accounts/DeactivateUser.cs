using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Takes an account out of use: nothing of it signs in or is let in any more, at once. The user and their tasks stay. Everybody may
/// do it to themselves; only an administrator can undo it.
/// </summary>
public sealed class DeactivateUser(AccessWatch watch, AuditLog audit, TimeProvider time)
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

        var deactivated = await watch.EditAccountAsync(actor, input.UserId, input.Version, user => user.DisabledAt ??= time.UtcNow(), cancellationToken);
        if (deactivated.Succeeded)
        {
            audit.Deactivated(actor, input.UserId);
        }

        return deactivated;
    }
}

/// <summary>Lets somebody in again who was deactivated. The sessions and keys that they had are good again as far as they have not run out.</summary>
public sealed class ReactivateUser(AccessWatch watch, AuditLog audit)
{
    /// <param name="UserId">The user.</param>
    /// <param name="Version">What the caller has seen of the user.</param>
    public sealed record Input(int UserId, ExpectedVersion Version = default);

    /// <summary>The user. Refusals: <see cref="AccessRefusal"/>, <see cref="UserNotFound"/>, <see cref="UserVersionConflict"/>.</summary>
    public async Task<Result<User>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageUsers) is { } refusal)
        {
            return refusal;
        }

        var reactivated = await watch.EditAccountAsync(actor, input.UserId, input.Version, user => user.DisabledAt = null, cancellationToken);
        if (reactivated.Succeeded)
        {
            audit.Reactivated(actor, input.UserId);
        }

        return reactivated;
    }
}
