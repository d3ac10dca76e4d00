using TaskTracker.Server.Operations.Telemetry;

namespace TaskTracker.Server.Operations;

/// <summary>
/// Gives memory back to the machine when a crowd of subscribers has left. The collector would not: once they are gone hardly anything is
/// allocated, and so nothing makes it run.
/// </summary>
internal sealed class MemoryTrimming(ActiveSubscriptions active, ILogger<MemoryTrimming> logger) : BackgroundService
{
    /// <summary>Fewer are not worth the pause, which is some tens of milliseconds.</summary>
    internal const int Crowd = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        for (var (most, before) = (0, 0); await timer.WaitForNextTickAsync(stoppingToken);)
        {
            var now = active.Now;
            // Not while they are leaving, or coming back.
            if (most - now >= Crowd && now <= most / 2 && now == before)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                logger.LogInformation("Of {Most} subscriptions {Now} are left; their memory has been given back", most, now);
                most = now;
            }

            (most, before) = (Math.Max(most, now), now);
        }
    }
}
