using System.Diagnostics;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Persistence.Sqlite;

/// <summary>A write in the queue of the one writer.</summary>
internal abstract class QueuedWrite
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

/// <summary>A write whose caller waits for what comes of it.</summary>
internal sealed class QueuedWrite<T> : QueuedWrite
    where T : class
{
    private readonly TaskCompletionSource<Result<T>> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Actor actor;
    private readonly Func<TrackerDbContext, Task<Result<T>>> work;
    private readonly CancellationTokenRegistration leaving;
    private readonly Activity? caller = Activity.Current;
    private int isTaken;
    private Result<T> result;

    public QueuedWrite(Actor actor, Func<TrackerDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        (this.actor, this.work) = (actor, work);
        // At once, and not when its turn comes: the writer may be waiting for another process.
        leaving = cancellationToken.UnsafeRegister(static (write, token) => ((QueuedWrite<T>)write!).Leave(token), this);
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
