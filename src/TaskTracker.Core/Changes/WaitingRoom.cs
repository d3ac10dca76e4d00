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

    /// <summary>Lets somebody wait for the next news. One who was cancelled has to <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync(Waiter waiter)
    {
        var news = waiter.WaitAsync();
        waiters.Add(waiter);
        return news;
    }

    /// <summary>Forgets one who waits no longer.</summary>
    public void Leave(Waiter waiter) => waiters.Remove(waiter);

    /// <summary>Calls everybody out, to be woken outside the lock.</summary>
    public WakeUp Call()
    {
        var all = waiters.ToArray();
        waiters.Clear();
        return new(all);
    }
}
