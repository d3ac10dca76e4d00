using Microsoft.EntityFrameworkCore;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>Copies the store into one file, as it is at one moment, while others read and write it.</summary>
internal static class SqliteBackup
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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

        var part = $"{file}.{Environment.ProcessId}.part";
        try
        {
            CreateEmpty(part);
            await context.Database.ExecuteSqlAsync($"VACUUM INTO {part}", cancellationToken);
            await using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            File.Move(part, file, overwrite);
        }
        finally
        {
            File.Delete(part);
        }
    }

    // SQLite writes into an empty file, and leaves it the rights that it has.
    private static void CreateEmpty(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (new FileStream(file, options))
        {
        }
    }
}
