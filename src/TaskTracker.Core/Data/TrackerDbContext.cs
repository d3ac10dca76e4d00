using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Core.Changes;
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
        modelBuilder.Entity<TaskItem>(task =>
        {
            task.ToTable("tasks");
            task.Property(t => t.Id).HasColumnName("id");
            task.Property(t => t.Title).HasColumnName("title");
            task.Property(t => t.Description).HasColumnName("description");
            task.Property(t => t.Status).HasColumnName("status");
            task.Property(t => t.UserId).HasColumnName("user_id");
            task.Property(t => t.CreatedBy).HasColumnName("created_by");
            task.Property(t => t.Priority).HasColumnName("priority");
            task.Property(t => t.DueDate).HasColumnName("due_date");
            task.Property(t => t.CreatedAt).HasColumnName("created_at");
            task.Property(t => t.UpdatedAt).HasColumnName("updated_at");
            task.Property(t => t.CompletedAt).HasColumnName("completed_at");
            task.Ignore(t => t.DeletedAt);
            task.Property(t => t.Version).HasColumnName("version").IsConcurrencyToken();
            task.HasOne(t => t.User).WithMany(u => u.Tasks).HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Restrict);
            // Without a constraint in the database: the column came later, and SQLite adds none to a table that there is.
            task.HasOne(t => t.Creator).WithMany().HasForeignKey(t => t.CreatedBy).OnDelete(DeleteBehavior.ClientNoAction);

            // Every index ends in the id, because every order does.
            task.HasIndex(t => new { t.UserId, t.Id }).HasDatabaseName("ix_tasks_user");
            task.HasIndex(t => new { t.Status, t.Id }).HasDatabaseName("ix_tasks_status");
            task.HasIndex(t => new { t.CreatedAt, t.Id }).HasDatabaseName("ix_tasks_created");
            task.HasIndex(t => new { t.UpdatedAt, t.Id }).HasDatabaseName("ix_tasks_updated");

            // Of those that have one, so that the others cost nothing.
            task.HasIndex(t => new { t.DueDate, t.Id }).HasDatabaseName("ix_tasks_due").HasFilter("due_date IS NOT NULL");
            task.HasIndex(t => new { t.CreatedBy, t.Id }).HasDatabaseName("ix_tasks_creator").HasFilter("created_by IS NOT NULL");
        });

        modelBuilder.Entity<DeletedTask>(deleted =>
        {
            deleted.ToTable("deleted_tasks");
            deleted.Property(d => d.Id).HasColumnName("id").ValueGeneratedNever();
            deleted.Property(d => d.UserId).HasColumnName("user_id");
            deleted.Property(d => d.CreatedBy).HasColumnName("created_by");
            deleted.Property(d => d.DeletedAt).HasColumnName("deleted_at");
            deleted.Property(d => d.Content).HasColumnName("task");
            deleted.HasIndex(d => new { d.DeletedAt, d.Id }).HasDatabaseName("ix_deleted_tasks_deleted");
        });

        modelBuilder.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.Id).HasColumnName("id");
            user.Property(u => u.Username).HasColumnName("username");
            user.Property(u => u.UsernameKey).HasColumnName("username_key");
            user.Property(u => u.UsernameLook).HasColumnName("username_look");
            user.Property(u => u.Email).HasColumnName("email");
            user.Property(u => u.EmailKey).HasColumnName("email_key");
            user.Property(u => u.Role).HasColumnName("role").HasDefaultValue(Role.Member).HasSentinel((Role)0);
            user.Property(u => u.DisabledAt).HasColumnName("disabled_at");
            user.Property(u => u.PasswordHash).HasColumnName("password_hash");
            user.Property(u => u.CreatedAt).HasColumnName("created_at");
            user.Property(u => u.Version).HasColumnName("version").IsConcurrencyToken();
            user.HasIndex(u => u.UsernameKey).IsUnique().HasDatabaseName("ux_users_username_key");
            user.HasIndex(u => u.UsernameLook).IsUnique().HasDatabaseName("ux_users_username_look");
            user.HasIndex(u => u.EmailKey).IsUnique().HasDatabaseName("ux_users_email_key");
            user.HasIndex(u => u.Username).HasDatabaseName("ix_users_username");
        });

        modelBuilder.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.Property(s => s.Id).HasColumnName("id");
            session.Property(s => s.UserId).HasColumnName("user_id");
            session.Property(s => s.CreatedAt).HasColumnName("created_at");
            session.Property(s => s.ExpiresAt).HasColumnName("expires_at");
            session.Property(s => s.EndedAt).HasColumnName("ended_at");
            session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId);
            session.HasIndex(s => s.UserId).HasDatabaseName("ix_sessions_user");
            session.HasIndex(s => s.ExpiresAt).HasDatabaseName("ix_sessions_expires");
        });

        modelBuilder.Entity<RefreshToken>(token =>
        {
            token.ToTable("refresh_tokens");
            token.HasKey(t => t.Hash);
            token.Property(t => t.Hash).HasColumnName("hash");
            token.Property(t => t.SessionId).HasColumnName("session_id");
            // Of two who use it at the same time, one is the first.
            token.Property(t => t.UsedAt).HasColumnName("used_at").IsConcurrencyToken();
            token.Property(t => t.Next).HasColumnName("next");
            token.HasOne(t => t.Session).WithMany().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Cascade);
            token.HasIndex(t => t.SessionId).HasDatabaseName("ix_refresh_tokens_session");
        });

        modelBuilder.Entity<ApiKey>(key =>
        {
            key.ToTable("api_keys");
            key.Property(k => k.Id).HasColumnName("id");
            key.Property(k => k.UserId).HasColumnName("user_id");
            key.Property(k => k.Name).HasColumnName("name");
            key.Property(k => k.Start).HasColumnName("start");
            key.Property(k => k.Hash).HasColumnName("hash");
            key.Property(k => k.Scopes).HasColumnName("scopes");
            key.Property(k => k.CreatedAt).HasColumnName("created_at");
            key.Property(k => k.ExpiresAt).HasColumnName("expires_at");
            key.Property(k => k.LastUsedAt).HasColumnName("last_used_at");
            key.Property(k => k.RevokedAt).HasColumnName("revoked_at");
            key.HasOne(k => k.User).WithMany().HasForeignKey(k => k.UserId);
            key.HasIndex(k => k.Hash).IsUnique().HasDatabaseName("ux_api_keys_hash");
            key.HasIndex(k => k.UserId).HasDatabaseName("ix_api_keys_user");
        });

        modelBuilder.Entity<TaskChange>(change =>
        {
            change.ToTable("task_changes");
            change.HasKey(c => c.Sequence);
            change.Property(c => c.Sequence).HasColumnName("sequence").ValueGeneratedOnAdd();
            change.Property(c => c.TaskId).HasColumnName("task_id");
            change.Property(c => c.TaskVersion).HasColumnName("task_version");
            change.Property(c => c.Kind).HasColumnName("kind");
            change.Property(c => c.Changes).HasColumnName("changes").HasConversion<FieldChangesConverter, FieldChangesConverter.Comparer>();
            change.Property(c => c.FromStatus).HasColumnName("from_status");
            change.Property(c => c.ToStatus).HasColumnName("to_status");
            change.Property(c => c.UserId).HasColumnName("user_id");
            change.Property(c => c.PreviousUserId).HasColumnName("previous_user_id");
            change.Property(c => c.Actor).HasColumnName("actor");
            change.Property(c => c.Origin).HasColumnName("origin");
            change.Property(c => c.At).HasColumnName("at");
            change.Ignore(c => c.IsOfSeenTask);
            change.HasIndex(c => new { c.TaskId, c.Sequence }).HasDatabaseName("ix_task_changes_task");

            // Without a constraint in the database: the log outlives what it tells of.
            change.HasOne(c => c.Task).WithMany().HasForeignKey(c => c.TaskId).OnDelete(DeleteBehavior.ClientNoAction);
        });

        modelBuilder.Entity<RecordedOutcome>(outcome =>
        {
            outcome.ToTable("recorded_outcomes");
            outcome.HasKey(o => new { o.Scope, o.Key, o.Place });
            outcome.Property(o => o.Scope).HasColumnName("scope");
            outcome.Property(o => o.Key).HasColumnName("key");
            outcome.Property(o => o.Place).HasColumnName("place");
            outcome.Property(o => o.Fingerprint).HasColumnName("fingerprint");
            outcome.Property(o => o.Outcome).HasColumnName("outcome");
            outcome.Property(o => o.At).HasColumnName("at");
            outcome.HasIndex(o => o.At).HasDatabaseName("ix_recorded_outcomes_at");
        });

        modelBuilder.Entity<StoreState>(state =>
        {
            state.ToTable("store_identity");
            state.HasKey(s => s.Id);
            state.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
            state.Property(s => s.CursorKey).HasColumnName("cursor_key");
            state.Property(s => s.AccessEpoch).HasColumnName("access_epoch");
            state.Property(s => s.PrunedTo).HasColumnName("pruned_to");
        });
    }
}
