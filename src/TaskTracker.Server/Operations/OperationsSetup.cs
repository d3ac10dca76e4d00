using TaskTracker.Core.Changes;
using TaskTracker.Core.Idempotency;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.LiveChanges;
using TaskTracker.Server.Operations.Health;
using TaskTracker.Server.Operations.Shutdown;
using TaskTracker.Server.Operations.Telemetry;

namespace TaskTracker.Server.Operations;

/// <summary>What runs beside the requests, and what its operator looks at.</summary>
internal static class OperationsSetup
{
    public static IServiceCollection AddTrackerOperations(this IServiceCollection services)
    {
        services.AddOptions<ChangeLogOptions>().BindConfiguration(ChangeLogOptions.Section);
        services.AddOptions<DeletedTaskOptions>().BindConfiguration(DeletedTaskOptions.Section);
        services.AddOptions<IdempotencyOptions>().BindConfiguration(IdempotencyOptions.Section);
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section);
        return services
            .AddShutdown()
            .AddSingleton<StoreHealthCheck>()
            .AddSingleton<StoreRefusals>()
            .AddSingleton<SharedFollowings>()
            .AddSingleton<PruneChangeLog>()
            .AddSingleton<PurgeTasks>()
            .AddSingleton<PruneOutcomes>()
            .AddHostedService<ChangeFeedService>()
            .AddHostedService<MemoryTrimming>()
            .AddHostedService<Pruning>();
    }

    /// <summary>Before everything that answers requests.</summary>
    public static void UseTrackerOperations(this WebApplication app)
    {
        app.UseUnexpectedErrors();
        app.Use(app.Services.GetRequiredService<MetricsAddress>().GuardAsync);
        app.Use(app.Services.GetRequiredService<Draining>().EndConnectionAsync);
    }

    public static void MapTrackerOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapMetrics();
    }
}
