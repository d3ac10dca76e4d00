using System.Collections;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SQLitePCL;
using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Search;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>The store on SQLite.</summary>
/// <remarks>
/// Times are whole microseconds since 1970 as integers: small, and in order. Full-text search is an FTS5 table that
/// holds no texts of its own; its words come folded from Core, so its tokenizer has only spaces to find.
/// </remarks>
internal sealed class SqliteTrackerDbContext(DbContextOptions<SqliteTrackerDbContext> options) : TrackerDbContext(options)
{
    /// <summary>The table of the full-text index.</summary>
    public const string SearchTable = "task_search";

    // SQLITE_CONSTRAINT_UNIQUE, https://sqlite.org/rescode.html
    private const int UniqueConstraintFailed = 2067;

    private SqliteSideRowWriter? sideRows;
    private PreparedCommands? preparedCommands;

    public override bool HasLateralJoins => false;

    /// <summary>Ends a running command; whoever borrows the context sets it. SQLite itself never looks at a command's token.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>Whether a transaction is open: a fault such as a full disk may have ended it, and with it everything that was done in it.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(((SqliteConnection)Database.GetDbConnection()).Handle) == 0;

    public override IQueryable<int> TasksHolding(SearchWords words, bool titleOnly)
    {
        var query = string.Join(" AND ", words.Phrases.Select(phrase => $"\"{string.Join(' ', phrase.Words)}\"{(phrase.IsPrefix ? "*" : "")}"));
        query = titleOnly ? $"title : ({query})" : query;
        return Set<SearchMatch>().Where(match => match.Query == query).Select(match => match.TaskId);
    }

    public override async Task<List<T>> RunAsync<T>(PreparedQuery<T> query, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        var command = (preparedCommands ??= new(this)).Find(query);
        command.Transaction = (SqliteTransaction?)Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < query.Parameters.Count; i++)
        {
            command.Parameters[i].Value = StoredOf(values[query.Parameters[i].Value]);
        }

        // Nothing is awaited in it; Stop ends it.
        await using var reader = await ExecuteAsync(command, CancellationToken.None);
        var rows = new List<T>();
        while (reader.Read())
        {
            query.Read(reader, rows);
        }

        return rows;
    }

    public override object StoredOf(object value) => value switch
    {
        string or int => value,
        DateTime time => Microseconds(time),
        Enum => Convert.ToInt32(value, null),
        IEnumerable list => JsonSerializer.Serialize(list.Cast<object>().Select(StoredOf)),
        _ => value,
    };

    public override bool AsksForHeadFirst => false;

    public override async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken)
    {
        // Deferred: it takes no lock, and sees what was committed before its first read.
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
        await Database.UseTransactionAsync(transaction, cancellationToken);
        return new SnapshotTransaction(this, transaction);
    }

    public override string? DuplicateIn(DbUpdateException exception)
    {
        if (exception.InnerException is not SqliteException { SqliteExtendedErrorCode: UniqueConstraintFailed } violation)
        {
            return null;
        }

        // "UNIQUE constraint failed: users.username_key"
        return violation.Message.Contains("users.username_key", StringComparison.Ordinal) ? nameof(User.UsernameKey)
            : violation.Message.Contains("users.username_look", StringComparison.Ordinal) ? nameof(User.UsernameLook)
            : violation.Message.Contains("users.email_key", StringComparison.Ordinal) ? nameof(User.EmailKey)
            : null;
    }

    protected override Task WriteAsync(TaskSideRows rows, CancellationToken cancellationToken)
    {
        sideRows ??= new(this);
        sideRows.Write(rows, Database.CurrentTransaction?.GetDbTransaction());
        return Task.CompletedTask;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<MicrosecondsConverter>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<SearchMatch>(match =>
        {
            match.HasNoKey().ToView(SearchTable);
            match.Property(m => m.TaskId).HasColumnName("rowid");
            match.Property(m => m.Query).HasColumnName(SearchTable);
        });
    }

    private static long Microseconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>EF does not end a transaction that it did not begin.</summary>
    private sealed class SnapshotTransaction(DbContext context, SqliteTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await context.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
        }
    }

    /// <summary>The search table as queries see it: comparing its column of its own name runs a full-text query.</summary>
    private sealed class SearchMatch
    {
        public int TaskId { get; set; }

        public string Query { get; set; } = "";
    }

    private sealed class MicrosecondsConverter() : ValueConverter<DateTime, long>(
        time => Microseconds(time),
        microseconds => new DateTime(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc));
}
