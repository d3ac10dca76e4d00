using TaskTracker.Core.Data;
using TaskTracker.Server.Persistence.Sqlite;

namespace TaskTracker.Server.Persistence;

/// <summary>The store.</summary>
internal static class PersistenceSetup
{
    public static IServiceCollection AddTrackerPersistence(this IServiceCollection services)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<SqliteContexts>()
            .AddSingleton<SqliteDatabase>()
            .AddSingleton<TrackerDatabase>(provider => provider.GetRequiredService<SqliteDatabase>())
            .AddHostedService(provider => provider.GetRequiredService<SqliteDatabase>());
    }
}
