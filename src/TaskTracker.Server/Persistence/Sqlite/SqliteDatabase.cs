using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>The store in one SQLite file: readers side by side on connections of their own, writers through one queue.</summary>
internal sealed class SqliteDatabase(SqliteContexts contexts, ILogger<SqliteDatabase> logger) : TrackerDatabase, IHostedLifecycleService, IAsyncDisposable
{
    private const int MaximumIdleReaders = 32;

    private readonly ConcurrentBag<TrackerDbContext> idleReaders = [];
    private readonly SqliteWriteQueue writes = new(contexts);
    private byte[] cursorKey = [];

    public override ReadOnlyMemory<byte> CursorKey => cursorKey;

    public override ValueTask<ReadSession> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new ReadSession(idleReaders.TryTake(out var context) ? context : contexts.Create(), GiveBack));
    }

    public override Task<Result<T>> WriteAsync<T>(Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken) =>
        writes.EnqueueAsync(work, cancellationToken);

    /// <summary>Creates the file or brings it up to date, before anything listens.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(contexts.File)!);
        await using (var context = contexts.Create())
        {
            await context.Database.MigrateAsync(cancellationToken);
            var identity = await context.Identity.FirstOrDefaultAsync(cancellationToken);
            if (identity is null)
            {
                identity = new StoreIdentity { CursorKey = RandomNumberGenerator.GetBytes(32) };
                context.Add(identity);
                await context.SaveChangesAsync(cancellationToken);
            }

            cursorKey = identity.CursorKey;
        }

        writes.Start();
        logger.LogInformation("The store is the SQLite file {File}", contexts.File);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>After the last request has been answered.</summary>
    public Task StoppedAsync(CancellationToken cancellationToken) => writes.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await writes.StopAsync();
        while (idleReaders.TryTake(out var context))
        {
            await context.DisposeAsync();
        }
    }

    private void GiveBack(TrackerDbContext context)
    {
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
