using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Users;

/// <summary>Creates a user whom tasks can be assigned to.</summary>
public sealed class CreateUser(TrackerDatabase database, TimeProvider time)
{
    /// <param name="Username">See <see cref="Users.Username.Check"/>.</param>
    /// <param name="Email">See <see cref="EmailAddress.Parse"/>.</param>
    public sealed record Input(string Username, string Email);

    /// <summary>
    /// The new user. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/> for each bad field, then <see cref="DuplicateUsername"/> or
    /// <see cref="DuplicateEmail"/>.
    /// </summary>
    public async Task<Result<User>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.CreateUsers) is { } refusal)
        {
            return refusal;
        }

        var user = new User { CreatedAt = time.UtcNow(), Version = 1 };
        if (user.Identify(input.Username, input.Email) is { Count: > 0 } problems)
        {
            return problems;
        }

        return await database.SaveUserAsync(
            actor,
            context =>
            {
                context.Add(user);
                return Task.FromResult<Result<User>>(user);
            },
            cancellationToken);
    }
}
