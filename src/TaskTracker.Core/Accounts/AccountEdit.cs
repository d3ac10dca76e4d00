using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>What changes to what somebody may do have in common.</summary>
internal static class AccountEdit
{
    /// <summary>
    /// Lets <paramref name="change"/> set a user's role or state and saves it if it differs; never without an administrator left who
    /// can sign in. What follows from it is written by <paramref name="then"/>, in the same transaction.
    /// </summary>
    public static Task<Result<User>> EditAccountAsync(
        this AccessEpochs epochs, Actor actor, int userId, ExpectedVersion version, Action<User> change, CancellationToken cancellationToken,
        Func<TrackerDbContext, Task>? then = null) =>
        epochs.WriteAsync<User>(
            actor,
            async context =>
            {
                var found = await context.FindUserAsync(userId, version);
                if (found.Value is not { } user)
                {
                    return found;
                }

                var wasAdministrator = IsAdministrator(user);
                change(user);
                if (wasAdministrator && !IsAdministrator(user)
                    && !await context.Users.AnyAsync(u => u.Id != userId && u.Role == Role.Admin && u.DisabledAt == null && u.PasswordHash != null))
                {
                    return new LastAdministrator();
                }

                if (context.Entry(user).State == EntityState.Modified)
                {
                    user.Version++;
                }

                await (then?.Invoke(context) ?? Task.CompletedTask);
                return user;
            },
            cancellationToken);

    private static bool IsAdministrator(User user) => user is { Role: Role.Admin, DisabledAt: null, PasswordHash: not null };
}
