using Microsoft.Data.Sqlite;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>What keeps a file from being opened or used as the store, in words for whoever can change it.</summary>
internal static class SqliteFault
{
    // Result codes: https://sqlite.org/rescode.html
    private const int Busy = 5;

    private const int Locked = 6;

    /// <summary>Whether another process has the lock.</summary>
    public static bool IsBusy(SqliteException exception) => exception.SqliteErrorCode is Busy or Locked;

    /// <summary>One sentence on what is wrong and one on what to do; null for a defect of ours.</summary>
    public static string? Explain(Exception exception, string file) => exception switch
    {
        SqliteException { SqliteErrorCode: 1 } => $"{file} is the database of another program. Move it away, or set Database:Folder to another folder. ({exception.Message})",
        SqliteException { SqliteErrorCode: Busy or Locked } => $"Another process has locked {file}. Stop it, or raise Database:BusyTimeoutSeconds.",
        SqliteException { SqliteErrorCode: 8 } => $"{file} cannot be written. Give this process the right to, or set Database:Folder.",
        SqliteException { SqliteErrorCode: 10 } => $"The disk of {file} fails. Look whether it is full, broken or gone. ({exception.Message})",
        SqliteException { SqliteErrorCode: 11 } => $"{file} is damaged. Restore a backup of it, or set Database:Folder to another folder.",
        SqliteException { SqliteErrorCode: 13 } => $"The disk of {file} is full. Make room, or set Database:Folder to another disk.",
        SqliteException { SqliteErrorCode: 14 } => $"{file} cannot be opened. Make it a file that this process may read and write, or set Database:Folder.",
        SqliteException { SqliteErrorCode: 26 } => $"{file} is not a SQLite database. Move it away, or set Database:Folder to another folder.",
        IOException or UnauthorizedAccessException =>
            $"The folder {Path.GetDirectoryName(file)} cannot be created. Give this process the right to, or set Database:Folder. ({exception.Message})",
        _ => null,
    };

    /// <summary>What a running server can meet and its store survives; null for everything else.</summary>
    public static StoreTrouble? Trouble(Exception exception, string file)
    {
        // A command of EF wraps it.
        var fault = exception as SqliteException ?? exception.InnerException as SqliteException;
        var message = fault?.SqliteErrorCode switch
        {
            Busy or Locked => "Another program is using the store and did not let go in time. Nothing was changed; try again in a moment.",
            8 => "The store cannot be written, only read. Nothing was changed; the operator of this server must see to it.",
            10 or 14 => "The store cannot be reached. Nothing was changed; the operator of this server must see to it.",
            13 => "The store is full. Nothing was changed; the operator of this server must make room.",
            _ => null,
        };
        return message is null ? null : new(message, Explain(fault!, file)!, IsBusy(fault!));
    }
}
