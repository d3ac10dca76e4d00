using TaskTracker.Core.Changes;

namespace TaskTracker.Server.Operations;

/// <summary>What runs beside the requests.</summary>
internal static class OperationsSetup
{
    public static IServiceCollection AddTrackerOperations(this IServiceCollection services)
    {
        services.AddOptions<ChangeLogOptions>().BindConfiguration(ChangeLogOptions.Section);
        return services
            .AddSingleton<ActiveSubscriptions>()
            .AddSingleton<PruneChangeLog>()
            .AddHostedService<ChangeFeedService>()
            .AddHostedService<ChangeLogPruning>();
    }
}
