using TaskTracker.Core.Data;
using TaskTracker.Server.Persistence.Sqlite;

namespace TaskTracker.Server.Persistence;

/// <summary>The store.</summary>
internal static class PersistenceSetup
{
    public static IServiceCollection AddTrackerPersistence(this IServiceCollection services)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section);
        return services
            .AddSingleton<CommitSignal>()
            .AddSingleton<SqliteContexts>()
            .AddSingleton<TrackerDatabase, SqliteDatabase>();
    }
}
