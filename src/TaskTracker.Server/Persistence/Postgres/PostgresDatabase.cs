using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Persistence.Postgres;

/// <summary>
/// The store in a PostgreSQL database that any number of servers share. Writers run side by side: those that change one task wait for each
/// other, and who met another's change is run again.
/// </summary>
internal sealed class PostgresDatabase(PostgresContexts contexts, CommitSignal committed, TimeProvider time, ILogger<PostgresDatabase> logger)
    : TrackerDatabase(time), IAsyncDisposable
{
    private const int MaximumAttempts = 10;

    // Any number that only this program uses.
    private const long OpeningLock = 0x5461736b54726b72;

    private readonly PostgresSignals signals = new(contexts.Signals, committed, logger);
    private byte[] cursorKey = [];

    public override ReadOnlyMemory<byte> CursorKey => cursorKey;

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        var context = contexts.Take();
        try
        {
            await using var alone = await contexts.Source.OpenConnectionAsync(cancellationToken);
            // Servers that start at the same time come one after the other; the lock ends with its transaction, which a pooler leaves on one connection.
            await using var locking = await alone.BeginTransactionAsync(cancellationToken);
            await using (var wait = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({OpeningLock})", alone, locking))
            {
                await wait.ExecuteNonQueryAsync(cancellationToken);
            }

            cursorKey = await StoreMigration.RunAsync(
                context, $"The {contexts.Store}", "set Database:ConnectionString to another database", _ => Task.CompletedTask, cancellationToken);
            await context.Database.ExecuteSqlAsync($"SELECT continue_places()", cancellationToken);
            await locking.CommitAsync(cancellationToken);
        }
        catch (Exception exception) when (PostgresFault.Explain(exception, contexts.Store) is { } explanation)
        {
            throw new StartupException(explanation, exception);
        }
        finally
        {
            contexts.GiveBack(context);
        }

        signals.Start();
        logger.LogInformation("The store is the {Store}", contexts.Store);
    }

    public override ValueTask<ReadSession> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new ReadSession(contexts.Take(), context => contexts.GiveBack((PostgresTrackerDbContext)context)));
    }

    public override Task BackUpAsync(string file, CancellationToken cancellationToken) =>
        throw new IOException("A PostgreSQL database is backed up with its own tool: pg_dump --format=custom --file=FILE DATABASE.");

    public override StoreTrouble? TroubleOf(Exception exception) => PostgresFault.Trouble(exception, contexts.Store);

    public ValueTask DisposeAsync() => signals.DisposeAsync();

    protected override async Task<Result<T>> CommitAsync<T>(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TryAsync(actor, work, isLast: attempt == MaximumAttempts) is { } result)
            {
                return result;
            }

            // Apart from those it met.
            await Task.Delay(Random.Shared.Next(1 << Math.Min(attempt, 6)), cancellationToken);
        }
    }

    /// <returns>Null when it is to be run again.</returns>
    private async Task<Result<T>?> TryAsync<T>(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, bool isLast)
        where T : class
    {
        var context = contexts.Take();
        context.Writer = actor;
        context.Database.AutoSavepointsEnabled = false;
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(CancellationToken.None);
            Result<T> result;
            try
            {
                result = await work(context);
            }
            catch (Exception exception) when (!isLast && (exception is DbUpdateConcurrencyException || PostgresFault.MayPass(exception)))
            {
                return null;
            }

            if (result.Succeeded)
            {
                // From here on a broken connection leaves open what became of it, so it is not run again.
                await transaction.CommitAsync(CancellationToken.None);
            }

            return result;
        }
        finally
        {
            contexts.GiveBack(context);
            signals.Raise();
        }
    }
}
