using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data.Mapping;
using TaskTracker.Core.Data.Prepared;
using TaskTracker.Core.Idempotency;
using TaskTracker.Core.Search;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Data;

/// <summary>
/// The store's tables. Each database has a subclass, which owns its migrations and answers the few questions that
/// databases answer differently; nothing else in Core knows which one it talks to.
/// </summary>
public abstract class TrackerDbContext(DbContextOptions options) : DbContext(options)
{
    private (IRelationalConnection Connection, IRelationalCommandDiagnosticsLogger Log)? heard;

    /// <summary>All tasks but those that were deleted.</summary>
    public DbSet<TaskItem> Tasks => Set<TaskItem>();

    /// <summary>Tasks that were deleted and can be restored.</summary>
    public DbSet<DeletedTask> DeletedTasks => Set<DeletedTask>();

    /// <summary>All users.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Sessions of users.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>The refresh tokens of sessions.</summary>
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    /// <summary>API keys of users.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>What came of writes that clients named.</summary>
    public DbSet<RecordedOutcome> Outcomes => Set<RecordedOutcome>();

    /// <summary>The change log.</summary>
    public DbSet<TaskChange> Changes => Set<TaskChange>();

    /// <summary>What the store remembers of itself; one row.</summary>
    public DbSet<StoreState> State => Set<StoreState>();

    /// <summary>Who writes, for the change log. Set while a write runs.</summary>
    public Actor? Writer { get; set; }

    /// <summary>
    /// Whether a correlated subquery with a limit runs as a join. Without it, the first rows of many owners are found
    /// by a subquery on the key of each.
    /// </summary>
    public abstract bool HasLateralJoins { get; }

    /// <summary>The ids of the tasks that hold all of these words.</summary>
    /// <param name="words">At least one word.</param>
    /// <param name="titleOnly">Whether the title alone must hold them.</param>
    public abstract IQueryable<int> TasksHolding(SearchWords words, bool titleOnly);

    /// <summary>The rows of a prepared query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract Task<List<T>> RunAsync<T>(PreparedQuery<T> query, IReadOnlyList<object> values, CancellationToken cancellationToken);

    /// <summary>Runs a command of a prepared query. Whoever hears of EF's commands, such as traces and the log, hears of it.</summary>
    protected async ValueTask<DbDataReader> ExecuteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        heard ??= (this.GetService<IRelationalConnection>(), this.GetService<IRelationalCommandDiagnosticsLogger>());
        var (connection, log) = heard.Value;
        var started = DateTimeOffset.UtcNow;
        if (!log.ShouldLogCommandExecute(started))
        {
            return await command.ExecuteReaderAsync(cancellationToken);
        }

        var id = Guid.NewGuid();
        try
        {
            var instead = await log.CommandReaderExecutingAsync(
                connection, command, command.CommandText, this, id, connection.ConnectionId, started, CommandSource.LinqQuery, cancellationToken);
            var reader = instead.HasResult ? instead.Result : await command.ExecuteReaderAsync(cancellationToken);
            return await log.CommandReaderExecutedAsync(
                connection, command, command.CommandText, this, id, connection.ConnectionId, reader, started, DateTimeOffset.UtcNow - started, CommandSource.LinqQuery, cancellationToken);
        }
        catch (Exception exception)
        {
            await log.CommandErrorAsync(
                connection, command, command.CommandText, this, DbCommandMethod.ExecuteReader, id, connection.ConnectionId, exception, started, DateTimeOffset.UtcNow - started, CommandSource.LinqQuery, cancellationToken);
            throw;
        }
    }

    /// <summary>A value, or a list of them, as it is given to a command that was not made by EF.</summary>
    public abstract object StoredOf(object value);

    /// <summary>Begins to read from a snapshot, until what it answers is disposed. It never holds up a writer.</summary>
    public abstract Task<IAsyncDisposable> BeginSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether the head of the log is asked for before a list and not in one snapshot with it: every snapshot that is taken after the answer shows
    /// at least what the head names.
    /// </summary>
    public abstract bool AsksForHeadFirst { get; }

    /// <summary>The property whose unique index refused a write, such as <c>UsernameKey</c>; null for any other fault.</summary>
    public abstract string? DuplicateIn(DbUpdateException exception);

    /// <summary>Writes what goes with the tasks that have just been saved.</summary>
    protected abstract Task WriteAsync(TaskSideRows rows, CancellationToken cancellationToken);

    /// <summary>
    /// Makes others who change these tasks wait until this transaction has ended. Before the tasks are read, and before the transaction writes
    /// anything, so that the log has the changes of a task in the order of its versions.
    /// </summary>
    public virtual Task LockTasksAsync(IReadOnlyCollection<int> ids) => Task.CompletedTask;

    /// <summary>After saving rows that brought ids of their own: new ones get ids beyond theirs.</summary>
    public virtual Task KeepIdsAsync() => Task.CompletedTask;

    /// <summary>Saves without writing the change log: what is saved brings a history of its own.</summary>
    internal Task SaveWithoutLogAsync() => SaveAsync(acceptAllChangesOnSuccess: true, withLog: false, CancellationToken.None);

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        SaveAsync(acceptAllChangesOnSuccess, withLog: true, cancellationToken);

    private async Task<int> SaveAsync(bool acceptAllChangesOnSuccess, bool withLog, CancellationToken cancellationToken)
    {
        ChangeTracker.DetectChanges();
        var sideRows = TaskSideRows.Of(this, withLog);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (sideRows.Any)
        {
            sideRows.Complete();
            await WriteAsync(sideRows, cancellationToken);
        }

        return saved;
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // One by one: to look for them through the assembly would take longer, at every start.
        modelBuilder
            .ApplyConfiguration(new TaskMapping())
            .ApplyConfiguration(new DeletedTaskMapping())
            .ApplyConfiguration(new UserMapping())
            .ApplyConfiguration(new SessionMapping())
            .ApplyConfiguration(new RefreshTokenMapping())
            .ApplyConfiguration(new ApiKeyMapping())
            .ApplyConfiguration(new TaskChangeMapping())
            .ApplyConfiguration(new RecordedOutcomeMapping())
            .ApplyConfiguration(new StoreStateMapping());
    }
}
