using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Gives somebody another role. It holds at once, for everything that they have open.</summary>
public sealed class ChangeRole(AccessEpochs epochs, AuditLog audit)
{
    /// <param name="UserId">The user.</param>
    /// <param name="Role">The role.</param>
    /// <param name="Version">What the caller has seen of the user.</param>
    public sealed record Input(int UserId, Role Role, ExpectedVersion Version = default);

    /// <summary>The user. Refusals: <see cref="AccessRefusal"/>, <see cref="UserNotFound"/>, <see cref="UserVersionConflict"/>, <see cref="LastAdministrator"/>.</summary>
    public async Task<Result<User>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageUsers) is { } refusal)
        {
            return refusal;
        }

        var before = input.Role;
        var changed = await epochs.EditAccountAsync(
            actor,
            input.UserId,
            input.Version,
            user => (before, user.Role) = (user.Role, input.Role),
            cancellationToken);
        return audit.Tell(actor, "changing a role", changed, user => audit.RoleChanged(actor, user.Id, before, user.Role));
    }
}
