using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>The store in one SQLite file: readers side by side on connections of their own, writers through one queue.</summary>
internal sealed class SqliteDatabase(SqliteContexts contexts, CommitSignal committed, TimeProvider time, ILogger<SqliteDatabase> logger)
    : TrackerDatabase(time), IAsyncDisposable
{
    private const int MaximumIdleReaders = 32;

    private readonly ConcurrentBag<SqliteTrackerDbContext> idleReaders = [];
    private readonly SqliteWriteQueue writes = new(contexts, committed);
    private byte[] cursorKey = [];

    public override ReadOnlyMemory<byte> CursorKey => cursorKey;

    public override ValueTask<ReadSession> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!idleReaders.TryTake(out var context))
        {
            context = contexts.Create();
        }

        context.Stop = cancellationToken;
        return new(new ReadSession(context, GiveBack));
    }

    protected override Task<Result<T>> CommitAsync<T>(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(actor, work, cancellationToken);

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(contexts.File)!);
            await BringUpToDateAsync(cancellationToken);
        }
        catch (Exception exception) when (SqliteFault.Explain(exception, contexts.File) is { } explanation)
        {
            throw new StartupException(explanation, exception);
        }

        writes.Start();
        logger.LogInformation("The store is the SQLite file {File}", contexts.File);
    }

    public override async Task BackUpAsync(string file, CancellationToken cancellationToken)
    {
        await using var context = contexts.Create();
        context.Stop = cancellationToken;
        try
        {
            await SqliteBackup.WriteAsync(context, file, overwrite: false, cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public override StoreTrouble? TroubleOf(Exception exception) => SqliteFault.Trouble(exception, contexts.File);

    /// <summary>Finishes the writes that wait; the host does it after the last request has been answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await writes.StopAsync();
        while (idleReaders.TryTake(out var context))
        {
            await context.DisposeAsync();
        }
    }

    private async Task BringUpToDateAsync(CancellationToken cancellationToken)
    {
        await using var context = contexts.Create();
        cursorKey = await StoreMigration.RunAsync(context, contexts.File, "set Database:Folder to another folder", KeepAsItIsAsync, cancellationToken);

        // For whoever wants to go back: nothing else undoes a migration.
        async Task KeepAsItIsAsync(string migration)
        {
            var copy = $"{contexts.File}.before-{migration}";
            await SqliteBackup.WriteAsync(context, copy, overwrite: true, cancellationToken);
            logger.LogInformation("The store is brought up to date; as it was before, it is kept in {File}", copy);
        }
    }

    private void GiveBack(TrackerDbContext borrowed)
    {
        var context = (SqliteTrackerDbContext)borrowed;
        context.Stop = default;
        if (idleReaders.Count < MaximumIdleReaders)
        {
            idleReaders.Add(context);
        }
        else
        {
            context.Dispose();
        }
    }
}
