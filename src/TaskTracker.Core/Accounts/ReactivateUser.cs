using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Lets somebody in again who was deactivated: they sign in with their password. The sessions and keys that they had stay ended.</summary>
public sealed class ReactivateUser(AccessEpochs epochs, AuditLog audit)
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

        var reactivated = await epochs.EditAccountAsync(actor, input.UserId, input.Version, user => user.DisabledAt = null, cancellationToken);
        return audit.Tell(actor, "reactivating a user", reactivated, user => audit.Reactivated(actor, user.Id));
    }
}
