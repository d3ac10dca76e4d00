using Microsoft.EntityFrameworkCore;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>Copies the store into one file, as it is at one moment, while others read and write it.</summary>
internal static class SqliteBackup
{
    /// <summary>Writes the copy; it appears under its name when it is whole and on the disk.</summary>
    /// <param name="context">Reads the store; it must not be in a transaction.</param>
    /// <param name="file">Where to write it.</param>
    /// <param name="overwrite">Whether to replace a file of that name.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="IOException">There is a file of that name, or it cannot be written.</exception>
    public static async Task WriteAsync(SqliteTrackerDbContext context, string file, bool overwrite, CancellationToken cancellationToken)
    {
        if (!overwrite && File.Exists(file))
        {
            throw new IOException($"{file} exists already.");
        }

        using var draft = new PrivateDraft(file);
        // Into an empty file, and with the rights that it has.
        await context.Database.ExecuteSqlAsync($"VACUUM INTO {draft.Path}", cancellationToken);
        draft.Publish(overwrite);
    }
}
