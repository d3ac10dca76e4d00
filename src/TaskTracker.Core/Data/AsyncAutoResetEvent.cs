namespace TaskTracker.Core.Data;

/// <summary>
/// Lets one who waits go on, once however often it was set meanwhile. As <see cref="AutoResetEvent"/>, but no thread waits; and setting it costs nothing where it
/// is set already, which a semaphore of one would answer with an exception for each commit.
/// </summary>
public sealed class AsyncAutoResetEvent : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0, 1);
    private bool isSet;

    /// <summary>Sets it. Never waits and never throws, until it is disposed.</summary>
    public void Set()
    {
        if (!Interlocked.Exchange(ref isSet, true))
        {
            semaphore.Release();
        }
    }

    /// <summary>Waits until it is set, and resets it; or until the time is over.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (await semaphore.WaitAsync(timeout, cancellationToken))
        {
            // Before whoever waits looks at what it was set for: nothing that was set until now is missed, and what comes from now on sets it again.
            Interlocked.Exchange(ref isSet, false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => semaphore.Dispose();
}
