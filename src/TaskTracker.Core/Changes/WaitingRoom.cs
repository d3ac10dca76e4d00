namespace TaskTracker.Core.Changes;

/// <summary>
/// Those who wait for the same news. Its owner guards it with the lock under which the news is written: whoever looks, sees nothing new and enters
/// within one lock misses nothing.
/// </summary>
public sealed class WaitingRoom
{
    private readonly HashSet<Waiter> waiters = [];

    /// <summary>How many wait.</summary>
    public int Count => waiters.Count;

    /// <summary>Lets somebody wait for the next news: outside the lock, with <see cref="WaitAsync"/>.</summary>
    public ValueTask EnterAsync(Waiter waiter)
    {
        var news = waiter.WaitAsync();
        waiters.Add(waiter);
        return news;
    }

    /// <summary>Waits for the news. One who is cancelled meanwhile is forgotten.</summary>
    /// <param name="news">What <see cref="EnterAsync"/> gave.</param>
    /// <param name="waiter">Who entered.</param>
    /// <param name="gate">The owner's lock.</param>
    public async ValueTask WaitAsync(ValueTask news, Waiter waiter, Lock gate)
    {
        try
        {
            await news;
        }
        catch (OperationCanceledException)
        {
            lock (gate)
            {
                waiters.Remove(waiter);
            }

            throw;
        }
    }

    /// <summary>Calls everybody out, to be woken outside the lock.</summary>
    public WakeUp Call()
    {
        var all = waiters.ToArray();
        waiters.Clear();
        return new(all);
    }
}
