using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Persistence;

/// <summary>Brings a store up to date, whichever database it is in.</summary>
internal static class StoreMigration
{
    /// <summary>Runs the migrations that are missing and, in a new store, writes its row of state.</summary>
    /// <param name="context">The store, for nobody else meanwhile.</param>
    /// <param name="store">What to call it.</param>
    /// <param name="otherwise">What to do with a store that is newer than this program, besides running the newer one.</param>
    /// <param name="keepAsItIs">Called before the first migration of a store that has something in it, with that migration's name.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What seals the store's cursors.</returns>
    /// <exception cref="StartupException">The store belongs to a newer version.</exception>
    public static async Task<byte[]> RunAsync(
        TrackerDbContext context, string store, string otherwise, Func<string, Task> keepAsItIs, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known).Any())
        {
            throw new StartupException($"{store} belongs to a newer version of this program. Run that version, or {otherwise}.");
        }

        if (applied.Count > 0 && applied.Count < known.Count)
        {
            await keepAsItIs(known.Except(applied).First());
        }

        // Not asked where there is nothing to do: EF would compare the whole model first, which takes a good part of a start.
        if (applied.Count < known.Count)
        {
            await context.Database.MigrateAsync(cancellationToken);
        }

        var state = await context.State.SingleOrDefaultAsync(cancellationToken);
        if (state is null)
        {
            state = new StoreState { CursorKey = RandomNumberGenerator.GetBytes(32) };
            context.Add(state);
            await context.SaveChangesAsync(cancellationToken);
        }

        return state.CursorKey;
    }
}
