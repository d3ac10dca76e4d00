namespace TaskTracker.Core.Changes;

/// <summary>
/// Wakes many in one round: in pieces, side by side and between other work. Whoever brings the news waits for the end of the round, and brings
/// with the next all that has happened meanwhile: the more there is to tell, the more of it is told at once.
/// </summary>
public sealed class WakeUp : IThreadPoolWorkItem
{
    // Short enough that requests which come meanwhile do not wait for long.
    private const int Piece = 64;

    private readonly Waiter[] waiters;
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int begun;
    private int left;

    internal WakeUp(Waiter[] waiters) => this.waiters = waiters;

    /// <summary>Runs what they wait with. Completes when each has got as far as it can without waiting again.</summary>
    public Task RunAsync()
    {
        if (waiters.Length <= Piece)
        {
            Wake(0);
            return Task.CompletedTask;
        }

        left = (waiters.Length + Piece - 1) / Piece;
        for (var i = left; i > 0; i--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return done.Task;
    }

    void IThreadPoolWorkItem.Execute()
    {
        Wake((Interlocked.Increment(ref begun) - 1) * Piece);
        if (Interlocked.Decrement(ref left) == 0)
        {
            done.SetResult();
        }
    }

    private void Wake(int from)
    {
        foreach (var waiter in waiters.AsSpan(from, Math.Min(Piece, waiters.Length - from)))
        {
            waiter.Wake();
        }
    }
}
