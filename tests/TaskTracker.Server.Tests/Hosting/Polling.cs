namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Waiting for something that tells nobody when it happens.</summary>
internal static class Polling
{
    /// <summary>The time between two attempts.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for that time.</summary>
    public static async Task PauseAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        await timer.WaitForNextTickAsync(cancellationToken);
    }

    /// <summary>Tries until <paramref name="attempt"/> answers something, for a minute at most.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> attempt) where T : class
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (await attempt() is { } found)
            {
                return found;
            }

            await PauseAsync(patience.Token);
        }
    }
}
