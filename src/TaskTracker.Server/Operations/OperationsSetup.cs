using TaskTracker.Core.Changes;
using TaskTracker.Core.Idempotency;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.LiveChanges;

namespace TaskTracker.Server.Operations;

/// <summary>What runs beside the requests.</summary>
internal static class OperationsSetup
{
    public static IServiceCollection AddTrackerOperations(this IServiceCollection services)
    {
        services.AddOptions<ChangeLogOptions>().BindConfiguration(ChangeLogOptions.Section);
        services.AddOptions<DeletedTaskOptions>().BindConfiguration(DeletedTaskOptions.Section);
        services.AddOptions<IdempotencyOptions>().BindConfiguration(IdempotencyOptions.Section);
        return services
            .AddSingleton<StoreRefusals>()
            .AddSingleton<ActiveSubscriptions>()
            .AddSingleton<SharedFollowings>()
            .AddSingleton<PruneChangeLog>()
            .AddSingleton<PurgeTasks>()
            .AddSingleton<PruneOutcomes>()
            .AddHostedService<ChangeFeedService>()
            .AddHostedService<CrowdMemory>()
            .AddHostedService<Pruning>();
    }
}
