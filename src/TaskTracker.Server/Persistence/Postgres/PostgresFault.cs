using Npgsql;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>What keeps the database from being used, in words for whoever can change it.</summary>
internal static class PostgresFault
{
    /// <summary>Whether running the whole transaction again may succeed: nothing of it was kept.</summary>
    public static bool MayPass(Exception exception) => Cause(exception) is { IsTransient: true } or PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    }
    or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "PK_recorded_outcomes" };

    /// <summary>One sentence on what is wrong and one on what to do; null for a defect of ours.</summary>
    public static string? Explain(Exception exception, string store) => Cause(exception) switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } fault =>
            $"The {store} does not exist. Create it, or correct Database:ConnectionString. ({fault.MessageText})",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } fault =>
            $"The {store} lets nobody in by this name and password. Correct Database:ConnectionString. ({fault.MessageText})",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } fault =>
            $"This user may not do what is needed in the {store}. Make it the database's owner. ({fault.MessageText})",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"The disk of the {store} is full. Make room.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => $"The {store} cannot be written, only read. Connect to the primary server.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => $"The {store} takes no more connections. Raise its max_connections, or lower Maximum Pool Size.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement } fault =>
            $"What stands between this server and the {store} loses prepared statements. Add Max Auto Prepare=0 to Database:ConnectionString. ({fault.MessageText})",
        PostgresException { IsTransient: true } fault => $"The {store} cannot be used now. ({fault.MessageText})",
        PostgresException => null,
        { } fault => $"The {store} cannot be reached. Start it, or correct Database:ConnectionString. ({fault.Message})",
        _ => null,
    };

    /// <summary>What a running server can meet and its store survives; null for everything else.</summary>
    public static StoreTrouble? Trouble(Exception exception, string store)
    {
        if (Explain(exception, store) is not { } advice)
        {
            return null;
        }

        return Cause(exception) switch
        {
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new("The store is full; the operator of this server must make room.", advice, Passes: false),
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
                new("The store cannot be written, only read. Nothing was changed; the operator of this server must see to it.", advice, Passes: false),
            // A connection that broke during the commit leaves open whether it was made; a key of the client's answers that.
            _ => new("The store cannot be reached at the moment. Try again in a moment, with the same Idempotency-Key if you sent one.", advice, Passes: true),
        };
    }

    // Commands of EF wrap it, also twice.
    private static NpgsqlException? Cause(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is NpgsqlException fault)
            {
                return fault;
            }
        }

        return null;
    }
}
