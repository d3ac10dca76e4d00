using Microsoft.Extensions.Options;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Core.Idempotency;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Server.Operations;

/// <summary>Removes what nobody needs any more while the server runs, a small batch at a time between the writes of others.</summary>
internal sealed class Pruning(
    PruneChangeLog changeLog, PurgeTasks deletedTasks, PruneOutcomes outcomes, IOptions<ChangeLogOptions> changeLogOptions,
    IOptions<DeletedTaskOptions> deletedTaskOptions, IOptions<IdempotencyOptions> idempotencyOptions,
    TimeProvider time, ILogger<Pruning> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = new PruneChangeLog.Input(TimeSpan.FromDays(changeLogOptions.Value.RetentionDays), changeLogOptions.Value.RetentionChanges);
        var tasks = TimeSpan.FromDays(deletedTaskOptions.Value.RetentionDays);
        var requests = TimeSpan.FromHours(idempotencyOptions.Value.RetentionHours);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await PruneAsync("The change log", () => changeLog.ExecuteAsync(Actor.Operator, changes, stoppingToken));
            await PruneAsync("Deleted tasks", () => deletedTasks.ExecuteAsync(Actor.Operator, tasks, stoppingToken));
            await PruneAsync("Outcomes of requests with a key", () => outcomes.ExecuteAsync(Actor.Operator, requests, stoppingToken));
        }
    }

    private async Task PruneAsync(string what, Func<Task<Result<Pruned>>> pruneBatch)
    {
        try
        {
            while ((await pruneBatch()).Value is { IsMore: true })
            {
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "{What} could not be pruned; trying again in {Interval}", what, Interval);
        }
    }
}
