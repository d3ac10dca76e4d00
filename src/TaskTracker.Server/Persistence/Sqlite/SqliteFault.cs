using Microsoft.Data.Sqlite;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>What keeps a file from being opened as the store, in words for whoever can change it.</summary>
internal static class SqliteFault
{
    /// <summary>One sentence on what is wrong and one on what to do; null for a defect of ours.</summary>
    public static string? Explain(Exception exception, string file) => exception switch
    {
        // Result codes: https://sqlite.org/rescode.html
        SqliteException { SqliteErrorCode: 1 } => $"{file} is the database of another program. Move it away, or set Database:Folder to another folder. ({exception.Message})",
        SqliteException { SqliteErrorCode: 5 or 6 } => $"Another process has locked {file}. Stop it, or raise Database:BusyTimeoutSeconds.",
        SqliteException { SqliteErrorCode: 8 } => $"{file} cannot be written. Give this process the right to, or set Database:Folder.",
        SqliteException { SqliteErrorCode: 11 } => $"{file} is damaged. Restore a backup of it, or set Database:Folder to another folder.",
        SqliteException { SqliteErrorCode: 13 } => $"The disk of {file} is full. Make room, or set Database:Folder to another disk.",
        SqliteException { SqliteErrorCode: 14 } => $"{file} cannot be opened. Make it a file that this process may read and write, or set Database:Folder.",
        SqliteException { SqliteErrorCode: 26 } => $"{file} is not a SQLite database. Move it away, or set Database:Folder to another folder.",
        IOException or UnauthorizedAccessException =>
            $"The folder {Path.GetDirectoryName(file)} cannot be created. Give this process the right to, or set Database:Folder. ({exception.Message})",
        _ => null,
    };
}
