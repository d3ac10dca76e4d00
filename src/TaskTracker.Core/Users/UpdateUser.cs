using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Users;

/// <summary>Changes a user's name or e-mail address. What is left out stays as it is.</summary>
public sealed class UpdateUser(AccessEpochs epochs, AuditLog audit)
{
    /// <param name="Id">The user.</param>
    /// <param name="Username">See <see cref="Users.Username.Check"/>; null is refused.</param>
    /// <param name="Email">See <see cref="EmailAddress.Parse"/>; null is refused.</param>
    /// <param name="Version">What the caller has seen of the user.</param>
    public sealed record Input(int Id, Optional<string?> Username, Optional<string?> Email, ExpectedVersion Version = default);

    /// <summary>
    /// The user as it is now. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/> for each bad field, then <see cref="UserNotFound"/>,
    /// <see cref="UserVersionConflict"/>, <see cref="DuplicateUsername"/> or <see cref="DuplicateEmail"/>.
    /// </summary>
    public async Task<Result<User>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.RefuseProfile(actor, input.Id) is { } refusal)
        {
            return refusal;
        }

        List<Failure> problems = [];
        if (input.Username.IsGiven)
        {
            problems.AddIfAny(input.Username.Value is null ? new InvalidInput("username", new InputProblem.Null()) : Username.Check(input.Username.Value));
        }

        EmailAddress? email = null;
        if (input.Email.IsGiven)
        {
            var parsed = input.Email.Value is null ? new InvalidInput("email", new InputProblem.Null()) : EmailAddress.Parse(input.Email.Value);
            problems.AddRange(parsed.Failures);
            email = parsed.Value;
        }

        if (problems.Count > 0)
        {
            return problems;
        }

        var isRenamed = false;
        var updated = await epochs.WriteAsync<User>(
            actor,
            async context =>
            {
                var found = await context.FindUserAsync(input.Id, input.Version);
                if (found.Value is { } user)
                {
                    isRenamed = input.Username.Value is { } username && username != user.Username;
                    Edit(context, user, input.Username.Value, email);
                }

                return await context.SaveUserAsync(found);
            },
            cancellationToken,
            takesRights: _ => isRenamed);
        return audit.Tell(actor, "changing a profile", updated, user => audit.ProfileChanged(actor, user.Id));
    }

    private static void Edit(TrackerDbContext context, User user, string? username, EmailAddress? email)
    {
        // Whoever keeps their name keeps it, whatever looks like it by now.
        if (username is not null && username != user.Username)
        {
            user.Rename(username);
        }

        if (email is not null)
        {
            user.Readdress(email);
        }

        if (context.Entry(user).State == EntityState.Modified)
        {
            user.Version++;
        }
    }
}
