using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Users;

/// <summary>What every write to a user has in common.</summary>
internal static class UserEdit
{
    /// <summary>The user, to be changed. Refusals: <see cref="UserNotFound"/>, <see cref="UserVersionConflict"/>.</summary>
    public static async Task<Result<User>> FindUserAsync(this TrackerDbContext context, int id, ExpectedVersion version) =>
        await RowsById.OfUsers.LoadAsync(context, id) is not { } user ? new UserNotFound($"{id}")
        : !version.Allows(user.Version) ? new UserVersionConflict(user)
        : user;

    /// <summary>
    /// Runs <paramref name="edit"/> and saves; what the store's unique indexes refuse becomes a failure. What follows from the saved
    /// user is written by <paramref name="then"/>, in the same transaction.
    /// </summary>
    public static Task<Result<User>> SaveUserAsync(
        this TrackerDatabase database,
        Actor actor,
        Func<TrackerDbContext, Task<Result<User>>> edit,
        CancellationToken cancellationToken,
        Func<TrackerDbContext, Task>? then = null) =>
        database.WriteAsync<User>(
            actor,
            async context =>
            {
                var saved = await context.SaveUserAsync(await edit(context));
                if (saved.Succeeded && then is not null)
                {
                    await then(context);
                }

                return saved;
            },
            cancellationToken);

    /// <summary>Saves what was edited; what the store's unique indexes refuse becomes a failure.</summary>
    public static async Task<Result<User>> SaveUserAsync(this TrackerDbContext context, Result<User> edited)
    {
        if (edited.Value is not { } user)
        {
            return edited;
        }

        try
        {
            await context.SaveChangesAsync();
            return user;
        }
        catch (DbUpdateException exception) when (context.DuplicateIn(exception) is { } property)
        {
            return property is nameof(User.UsernameKey) or nameof(User.UsernameLook) ? new DuplicateUsername(user.Username) : new DuplicateEmail(user.Email);
        }
    }
}
