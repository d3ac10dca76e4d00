using System.Collections;
using System.Data;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Search;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>The store on PostgreSQL.</summary>
/// <remarks>
/// Texts have the collation C, so that they are ordered by their bytes, as on SQLite. A change's place in the log is made of the transaction that
/// wrote it, and only what all readers will ever agree on is read (docs/decisions/0013-postgresql.md).
/// </remarks>
internal sealed class PostgresTrackerDbContext(DbContextOptions<PostgresTrackerDbContext> options) : TrackerDbContext(options)
{
    /// <summary>Longer words are found by their beginning and then looked at: an index entry is limited to 2,046 bytes.</summary>
    internal const int IndexedCharacters = 255;

    private PostgresSideRowWriter? sideRows;

    public override bool HasLateralJoins => true;

    // A snapshot shows what is not settled in it yet.
    public override bool AsksForHeadFirst => true;

    /// <summary>Places before this one are settled: every transaction that could still write one has ended.</summary>
    public static long SettledPlace() => throw new InvalidOperationException("For queries only.");

    // In one order, so that two who lock several never wait for each other.
    public override async Task LockTasksAsync(IReadOnlyCollection<int> ids)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_advisory_xact_lock(1, id) FROM (SELECT id FROM unnest($1) AS id ORDER BY id) AS tasks",
            (NpgsqlConnection)Database.GetDbConnection(),
            (NpgsqlTransaction?)Database.CurrentTransaction?.GetDbTransaction())
        {
            Parameters = { new NpgsqlParameter<int[]> { TypedValue = [.. ids] } },
        };
        await command.ExecuteNonQueryAsync();
    }

    public override IQueryable<int> TasksHolding(SearchWords words, bool titleOnly)
    {
        // As a text: the driver's own kind of query fits its buffer or fails.
        var query = string.Join(" & ", words.Phrases.SelectMany(Lexemes));
        var entries = titleOnly
            ? Set<WordsOfTask>().FromSql($"SELECT * FROM task_search WHERE title_words @@ {query}::tsquery")
            : Set<WordsOfTask>().FromSql($"SELECT * FROM task_search WHERE all_words @@ {query}::tsquery");
        return words.Phrases.Where(MustBeLookedAt).Aggregate(entries, (found, phrase) => found.Where(Holds(phrase, titleOnly))).Select(entry => entry.TaskId);
    }

    public override async Task<List<T>> RunAsync<T>(PreparedQuery<T> query, IReadOnlyList<object> values, CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(
                query.Text, (NpgsqlConnection)Database.GetDbConnection(), (NpgsqlTransaction?)Database.CurrentTransaction?.GetDbTransaction());
            foreach (var parameter in query.Parameters)
            {
                var given = ((NpgsqlParameter)parameter.Template).Clone();
                given.Value = StoredOf(values[parameter.Value]);
                command.Parameters.Add(given);
            }

            await using var reader = await ExecuteAsync(command, cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
            {
                query.Read(reader, rows);
            }

            return rows;
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    public override object StoredOf(object value) => value switch
    {
        Enum => Convert.ToInt32(value, null),
        IEnumerable list and not string when HoldsEnums(list) => list.Cast<object>().Select(item => Convert.ToInt32(item, null)).ToArray(),
        _ => value,
    };

    public override async Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken) =>
        await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override string? DuplicateIn(DbUpdateException exception) =>
        exception.InnerException is not PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation ? null
        : violation.ConstraintName switch
        {
            "ux_users_username_key" => nameof(User.UsernameKey),
            "ux_users_username_look" => nameof(User.UsernameLook),
            "ux_users_email_key" => nameof(User.EmailKey),
            _ => null,
        };

    public override async Task KeepIdsAsync()
    {
        // Whoever brings ids of their own leaves the sequences behind.
        await Database.ExecuteSqlAsync($"""
            SELECT setval('tasks_id_seq', greatest((SELECT last_value FROM tasks_id_seq), (SELECT max(id) FROM tasks), (SELECT max(id) FROM deleted_tasks), 1)),
                   setval('users_id_seq', greatest((SELECT last_value FROM users_id_seq), (SELECT max(id) FROM users), 1))
            """);
    }

    protected override Task WriteAsync(TaskSideRows rows, CancellationToken cancellationToken) =>
        (sideRows ??= new(Model)).WriteAsync(
            rows, (NpgsqlConnection)Database.GetDbConnection(), (NpgsqlTransaction?)Database.CurrentTransaction?.GetDbTransaction(), cancellationToken);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<string>().UseCollation("C");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // Asked for once and not for each row: it may grow meanwhile, and rows that came before would be missing.
        modelBuilder.HasDbFunction(() => SettledPlace()).HasTranslation(_ => new SqlFragmentExpression("(SELECT settled_place())", typeof(long), new LongTypeMapping("bigint")));
        modelBuilder.Entity<TaskChange>(change =>
        {
            change.Property(c => c.Sequence).HasDefaultValueSql("next_place()");
            change.HasQueryFilter(c => c.Sequence < SettledPlace());
        });
        modelBuilder.Entity<WordsOfTask>(words =>
        {
            words.ToTable("task_search");
            words.HasKey(w => w.TaskId);
            words.Property(w => w.TaskId).HasColumnName("task_id").ValueGeneratedNever();
            words.Property(w => w.Title).HasColumnName("title");
            words.Property(w => w.Description).HasColumnName("description");
            words.Property<NpgsqlTsVector>("TitleWords").HasColumnName("title_words").HasComputedColumnSql("words_of(title)", stored: true);
            words.Property<NpgsqlTsVector>("AllWords").HasColumnName("all_words").HasComputedColumnSql("words_of(title || ' ' || description)", stored: true);
            words.HasOne<TaskItem>().WithOne().HasForeignKey<WordsOfTask>(w => w.TaskId).OnDelete(DeleteBehavior.Cascade);
            words.HasIndex("TitleWords").HasMethod("gin").HasDatabaseName("ix_task_search_title");
            words.HasIndex("AllWords").HasMethod("gin").HasDatabaseName("ix_task_search_all");
        });
    }

    // By its type: there may be nothing in it.
    private static bool HoldsEnums(IEnumerable list) =>
        list.GetType().GenericTypeArguments is [var item] && (Nullable.GetUnderlyingType(item) ?? item).IsEnum;

    // Words hold no quotation marks.
    private static IEnumerable<string> Lexemes(SearchPhrase phrase) =>
        phrase.Words.Select((word, i) => $"'{Indexed(word)}'{(phrase.IsPrefix && i == phrase.Words.Count - 1 ? ":*" : "")}");

    // By characters, as PostgreSQL counts them.
    private static string Indexed(string word) =>
        word.Length <= IndexedCharacters ? word : string.Concat(word.EnumerateRunes().Take(IndexedCharacters).Select(rune => rune.ToString()));

    // The index knows which words there are, and not where.
    private static bool MustBeLookedAt(SearchPhrase phrase) => phrase.Words.Count > 1 || phrase.Words[0].Length > IndexedCharacters;

    private static Expression<Func<WordsOfTask, bool>> Holds(SearchPhrase phrase, bool titleOnly)
    {
        var text = $" {string.Join(' ', phrase.Words)}{(phrase.IsPrefix ? "" : " ")}";
        return titleOnly
            ? entry => (" " + entry.Title + " ").Contains(text)
            : entry => (" " + entry.Title + " ").Contains(text) || (" " + entry.Description + " ").Contains(text);
    }

    /// <summary>The words of a task's texts, folded by <see cref="SearchWords"/> and separated by spaces.</summary>
    private sealed class WordsOfTask
    {
        public int TaskId { get; set; }

        public string Title { get; set; } = "";

        public string Description { get; set; } = "";
    }
}
