using Microsoft.Extensions.Options;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;

namespace TaskTracker.Server.Operations;

/// <summary>Prunes the change log while the server runs, a small batch at a time between the writes of others.</summary>
internal sealed class ChangeLogPruning(PruneChangeLog prune, IOptions<ChangeLogOptions> options, TimeProvider time, ILogger<ChangeLogPruning> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var keep = new PruneChangeLog.Input(TimeSpan.FromDays(options.Value.RetentionDays), options.Value.RetentionChanges);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while ((await prune.ExecuteAsync(Actor.Operator, keep, stoppingToken)).Value is { IsMore: true })
                {
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogWarning(exception, "The change log could not be pruned; trying again in {Interval}", Interval);
            }
        }
    }
}
