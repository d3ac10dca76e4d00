using TaskTracker.Core.Accounts;
using TaskTracker.Core.Data;
using TaskTracker.Server.Limits;
using TaskTracker.Server.Persistence.Postgres;
using TaskTracker.Server.Persistence.Sqlite;

namespace TaskTracker.Server.Persistence;

/// <summary>The store.</summary>
internal static class PersistenceSetup
{
    public static IServiceCollection AddTrackerPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section);
        services.AddSingleton<CommitSignal>();
        return configuration.GetSection(DatabaseOptions.Section).GetValue(nameof(DatabaseOptions.Provider), Provider.Sqlite) == Provider.Postgres
            ? services.AddSingleton<PostgresContexts>().AddSingleton<TrackerDatabase, PostgresDatabase>().AddHostedService<UnsettledAge>()
                .AddSingleton<SignInAttempts, PostgresSignInAttempts>().AddSingleton<RequestBuckets, PostgresRequestBuckets>()
            : services.AddSingleton<SqliteContexts>().AddSingleton<TrackerDatabase, SqliteDatabase>()
                .AddSingleton<SignInAttempts>().AddSingleton<RequestBuckets>();
    }
}
