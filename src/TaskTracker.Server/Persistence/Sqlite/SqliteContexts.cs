using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>Makes contexts on open connections of their own, set up once.</summary>
internal sealed class SqliteContexts(IOptions<DatabaseOptions> options, ILoggerFactory loggers, IEnumerable<IInterceptor> interceptors)
{
    // SQLITE_DBCONFIG_ENABLE_QPSG (https://sqlite.org/c3ref/c_dbconfig_defensive.html): plans do not depend on bound values. Without it a
    // query with a bound LIMIT is compiled again each time that it runs.
    private const int QueryPlannerStability = 1007;

    // Under a millisecond of work, and too many to notice.
    private const int InstructionsBetweenLooks = 10_000;

    private readonly DatabaseOptions options = options.Value;

    /// <summary>The store's file.</summary>
    public string File => Path.GetFullPath(Path.Combine(options.Folder, "tasktracker.db"));

    /// <summary>How long anybody waits for another process that holds the file's lock.</summary>
    public TimeSpan BusyTimeout => TimeSpan.FromSeconds(options.BusyTimeoutSeconds);

    /// <summary>A context whose connection stays open until the context is disposed.</summary>
    public SqliteTrackerDbContext Create() => Create(options.BusyTimeoutSeconds);

    /// <summary>A context to write with: it waits for the lock for a second at most, so that its owner can look up between two attempts.</summary>
    public SqliteTrackerDbContext CreateWriter()
    {
        var context = Create(busyTimeoutSeconds: 1);
        context.Database.AutoSavepointsEnabled = false;
        return context;
    }

    private SqliteTrackerDbContext Create(int busyTimeoutSeconds)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = File,
            ForeignKeys = true,
            DefaultTimeout = busyTimeoutSeconds,
            // The contexts themselves are kept, connection and all.
            Pooling = false,
        }.ToString());
        connection.Open();
        using (var setUp = connection.CreateCommand())
        {
            setUp.CommandText = $"""
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = {(options.Durability == Durability.PowerLoss ? "FULL" : "NORMAL")};
                PRAGMA busy_timeout = {busyTimeoutSeconds * 1000};
                PRAGMA cache_size = -16384;
                PRAGMA mmap_size = 268435456;
                PRAGMA temp_store = MEMORY;
                """;
            setUp.ExecuteNonQuery();
        }

        raw.sqlite3_db_config(connection.Handle, QueryPlannerStability, 1, out _);
        var context = new SqliteTrackerDbContext(Configure(new DbContextOptionsBuilder<SqliteTrackerDbContext>(), connection)
            .UseLoggerFactory(loggers)
            .AddInterceptors(interceptors)
            .Options);
        raw.sqlite3_progress_handler(connection.Handle, InstructionsBetweenLooks, _ => context.Stop.IsCancellationRequested ? 1 : 0, null);
        return context;
    }

    private static DbContextOptionsBuilder<SqliteTrackerDbContext> Configure(DbContextOptionsBuilder<SqliteTrackerDbContext> builder, SqliteConnection connection)
    {
        builder
            // One parameter for a whole list, so that the text of a command does not change with the list's length.
            .UseSqlite(connection, contextOwnsConnection: true, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter));
        builder.SetUpStore();
        return builder;
    }

    /// <summary>Lets the EF tools make migrations without a server.</summary>
    private sealed class DesignTimeFactory : IDesignTimeDbContextFactory<SqliteTrackerDbContext>
    {
        public SqliteTrackerDbContext CreateDbContext(string[] args) =>
            new(Configure(new DbContextOptionsBuilder<SqliteTrackerDbContext>(), new SqliteConnection("Data Source=:memory:")).Options);
    }
}
