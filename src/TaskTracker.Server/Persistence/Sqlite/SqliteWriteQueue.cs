using System.Diagnostics;
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

    private readonly Channel<Write> queue = Channel.CreateUnbounded<Write>(new() { SingleReader = true });
    private SqliteTrackerDbContext? context;
    private Task loop = Task.CompletedTask;

    public void Start() => loop = Task.Run(RunAsync);

    /// <summary>Runs the work when its turn comes. Cancelling takes it out of the queue, but no longer stops it once it runs.</summary>
    public Task<Result<T>> EnqueueAsync<T>(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
        where T : class
    {
        var write = new Write<T>(actor, work, cancellationToken);
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
            var group = new List<Write>();
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

    private async Task CommitGroupAsync(List<Write> group)
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

    private bool TryTakeNext(List<Write> group)
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

    private static async Task RunInSavepointAsync(Write write, SqliteTrackerDbContext context, IDbContextTransaction transaction)
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

    private abstract class Write
    {
        private readonly long since = Stopwatch.GetTimestamp();

        /// <summary>What went wrong when it ran.</summary>
        public Exception? Defect { get; protected set; }

        /// <summary>Whether it has been in the queue for that long.</summary>
        public bool HasWaited(TimeSpan time) => Stopwatch.GetElapsedTime(since) >= time;

        /// <summary>Whether to run it: false when its caller has left.</summary>
        public abstract bool TryBegin();

        /// <summary>Runs the work; true when it succeeded and its changes are to be kept.</summary>
        public abstract Task<bool> RunAsync(TrackerDbContext context);

        /// <summary>Tells the caller what came of it, after the commit.</summary>
        public abstract void Acknowledge();

        /// <summary>Tells the caller that nothing was stored.</summary>
        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T> : Write
        where T : class
    {
        private readonly TaskCompletionSource<Result<T>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Actor actor;
        private readonly Func<TrackerDbContext, Task<Result<T>>> work;
        private readonly CancellationTokenRegistration leaving;
        private readonly Activity? caller = Activity.Current;
        private int isTaken;
        private Result<T> result;

        public Write(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
        {
            (this.actor, this.work) = (actor, work);
            // At once, and not when its turn comes: the writer may be waiting for another process.
            leaving = cancellationToken.UnsafeRegister(static (write, token) => ((Write<T>)write!).Leave(token), this);
        }

        public Task<Result<T>> Acknowledged => completion.Task;

        public override bool TryBegin()
        {
            if (Interlocked.Exchange(ref isTaken, 1) != 0)
            {
                return false;
            }

            leaving.Unregister();
            return true;
        }

        private void Leave(CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref isTaken, 1) == 0)
            {
                completion.SetCanceled(cancellationToken);
            }
        }

        public override async Task<bool> RunAsync(TrackerDbContext context)
        {
            try
            {
                if (StoreTraces.Source.HasListeners())
                {
                    // The writer's thread is nobody's; what is written belongs to the trace of whoever asked.
                    Activity.Current = caller;
                }

                context.Writer = actor;
                result = await work(context);
                return result.Succeeded;
            }
            catch (Exception exception)
            {
                Defect = exception;
                return false;
            }
        }

        public override void Acknowledge()
        {
            if (Defect is null)
            {
                completion.SetResult(result);
            }
            else
            {
                completion.SetException(Defect);
            }
        }

        public override void Fail(Exception exception) => completion.SetException(exception);
    }
}
