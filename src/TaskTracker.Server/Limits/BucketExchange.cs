namespace TaskTracker.Server.Limits;

/// <summary>Has <see cref="RequestBuckets"/> exchange with other servers once a second.</summary>
internal sealed class BucketExchange(RequestBuckets buckets) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await buckets.ExchangeAsync(stoppingToken);
        }
    }
}
