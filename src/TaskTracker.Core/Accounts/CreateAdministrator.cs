using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Creates a user who can administer the server: the way to the first one, for its operator.</summary>
public sealed class CreateAdministrator(TrackerDatabase database, Passwords passwords, AuditLog audit, TimeProvider time)
{
    /// <param name="Username">See <see cref="Users.Username.Check"/>.</param>
    /// <param name="Email">See <see cref="EmailAddress.Parse"/>.</param>
    /// <param name="Password">See <see cref="PasswordRules"/>.</param>
    public sealed record Input(string Username, string Email, string Password);

    /// <summary>
    /// The new user. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/> for each bad field, then
    /// <see cref="DuplicateUsername"/> or <see cref="DuplicateEmail"/>.
    /// </summary>
    public async Task<Result<User>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageUsers) is { } refusal)
        {
            return refusal;
        }

        var user = NewAccount.Create(input.Username, input.Email, input.Password, Role.Admin, time.UtcNow());
        if (!user.Succeeded)
        {
            return user;
        }

        user.Value.PasswordHash = await passwords.HashAsync(input.Password, cancellationToken);
        var saved = await database.SaveUserAsync(
            actor,
            context =>
            {
                context.Add(user.Value);
                return Task.FromResult(user);
            },
            cancellationToken);
        return audit.Tell(actor, "creating an administrator", saved, created => audit.AdministratorCreated(actor, created.Id));
    }
}
