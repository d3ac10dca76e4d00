using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>
/// One writer, so that writes of this process never lock each other out. Writes that wait while another commits share the next
/// commit: each runs in a savepoint of its own, and none is acknowledged before the commit that holds it is durable
/// (docs/decisions/0003-one-writer.md).
/// </summary>
internal sealed class SqliteWriteQueue(SqliteContexts contexts, CommitSignal committed) : IDisposable
{
    // Bounds how long the first of a group waits for the others.
    private const int MaximumGroup = 64;

    private const string Savepoint = "write";

    private readonly Channel<QueuedWrite> queue = Channel.CreateUnbounded<QueuedWrite>(new() { SingleReader = true });
    private SqliteTrackerDbContext? context;
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(RunAsync);

    /// <summary>Runs the work when its turn comes. Cancelling takes it out of the queue, but no longer stops it once it runs.</summary>
    public Task<Result<T>> EnqueueAsync<T>(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
        where T : class
    {
        var write = new QueuedWrite<T>(actor, work, cancellationToken);
        return queue.Writer.TryWrite(write) ? write.Acknowledged : throw new InvalidOperationException("The store is closed.");
    }

    /// <summary>Finishes what is queued and takes nothing more.</summary>
    public async Task StopAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        Dispose();
    }

    public void Dispose()
    {
        context?.Dispose();
        context = null;
    }

    private async Task RunAsync()
    {
        while (await queue.Reader.WaitToReadAsync())
        {
            var group = new List<QueuedWrite>();
            try
            {
                await CommitGroupAsync(group);
                committed.Raise();
                group.ForEach(write => write.Acknowledge());
            }
            catch (Exception exception)
            {
                // Nothing of the group is stored, and the next one starts afresh.
                Dispose();
                if (group.Count > 0 || TryTakeNext(group))
                {
                    group.ForEach(write => write.Fail(exception));
                }
            }
        }
    }

    private async Task CommitGroupAsync(List<QueuedWrite> group)
    {
        context ??= contexts.CreateWriter();
        await using var transaction = await BeginAsync(context);
        if (transaction is null || !TryTakeNext(group))
        {
            return;
        }

        do
        {
            await RunInSavepointAsync(group[^1], context, transaction);
        }
        while (group.Count < MaximumGroup && TryTakeNext(group));
        await transaction.CommitAsync();
    }

    /// <summary>
    /// Begins a transaction as soon as no other process is in one. Whoever has waited for that long enough is told so; each has a time of their
    /// own, or those at the end of the queue would wait for the sum.
    /// </summary>
    /// <returns>Null when nobody waits any more.</returns>
    private async Task<IDbContextTransaction?> BeginAsync(SqliteTrackerDbContext context)
    {
        while (true)
        {
            try
            {
                return await context.Database.BeginTransactionAsync();
            }
            catch (SqliteException busy) when (SqliteFault.IsBusy(busy))
            {
                while (queue.Reader.TryPeek(out var first) && first.HasWaited(contexts.BusyTimeout))
                {
                    queue.Reader.TryRead(out _);
                    if (first.TryBegin())
                    {
                        first.Fail(busy);
                    }
                }

                if (!queue.Reader.TryPeek(out _))
                {
                    return null;
                }
            }
        }
    }

    private bool TryTakeNext(List<QueuedWrite> group)
    {
        while (queue.Reader.TryRead(out var write))
        {
            if (write.TryBegin())
            {
                group.Add(write);
                return true;
            }
        }

        return false;
    }

    private static async Task RunInSavepointAsync(QueuedWrite write, SqliteTrackerDbContext context, IDbContextTransaction transaction)
    {
        await transaction.CreateSavepointAsync(Savepoint);
        if (await write.RunAsync(context))
        {
            await transaction.ReleaseSavepointAsync(Savepoint);
        }
        else if (!context.IsInTransaction && write.Defect is { } defect)
        {
            // The savepoint is gone, and so is what the others of the group did.
            ExceptionDispatchInfo.Throw(defect);
        }
        else
        {
            await transaction.RollbackToSavepointAsync(Savepoint);
        }

        context.ChangeTracker.Clear();
    }
}
