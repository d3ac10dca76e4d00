using System.Threading.Tasks.Sources;

namespace TaskTracker.Core.Changes;

/// <summary>
/// Somebody who waits for news again and again. One is made for each follower; to wait and to be woken then takes no memory, and what
/// waits is run by whoever wakes it.
/// </summary>
public sealed class Waiter : IValueTaskSource, IDisposable
{
    private readonly CancellationTokenRegistration registration;
    private ManualResetValueTaskSourceCore<bool> source;
    private int isWaiting;

    /// <param name="cancellationToken">Ends the waiting.</param>
    public Waiter(CancellationToken cancellationToken)
    {
        CancellationToken = cancellationToken;
        registration = cancellationToken.UnsafeRegister(static waiter => ((Waiter)waiter!).Cancel(), this);
    }

    /// <summary>Ends the waiting.</summary>
    public CancellationToken CancellationToken { get; }

    /// <inheritdoc/>
    public void Dispose() => registration.Dispose();

    /// <summary>Begins to wait: completes when woken, throws when cancelled. To be awaited before the next time.</summary>
    internal ValueTask WaitAsync()
    {
        source.Reset();
        Interlocked.Exchange(ref isWaiting, 1);
        if (CancellationToken.IsCancellationRequested)
        {
            Cancel();
        }

        return new(this, source.Version);
    }

    /// <summary>Runs what waits, as far as it gets; nothing when it was cancelled.</summary>
    internal void Wake()
    {
        if (Interlocked.Exchange(ref isWaiting, 0) == 1)
        {
            source.SetResult(true);
        }
    }

    private void Cancel()
    {
        if (Interlocked.Exchange(ref isWaiting, 0) == 1)
        {
            // Whoever cancels is not to clean up after the follower.
            source.RunContinuationsAsynchronously = true;
            source.SetException(new OperationCanceledException(CancellationToken));
        }
    }

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}
