using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskTracker.Core.Data;

namespace TaskTracker.Server.Operations.Health;

/// <summary>
/// Looks whether the store can be used. Anybody may ask at any rate, so one look at a time serves all who ask, and for a second those who come
/// after it.
/// </summary>
internal sealed class StoreHealthCheck(TrackerDatabase database, IOptions<HealthOptions> options, TimeProvider time, ILogger<StoreHealthCheck> logger)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly TimeSpan timeout = TimeSpan.FromSeconds(options.Value.DatabaseTimeoutSeconds);
    private readonly Lock gate = new();
    private Task<StoreHealth>? look;
    private long begunAt;
    private StoreHealth told;

    /// <summary>How the store is; known within the timeout, whatever the store does.</summary>
    public async Task<StoreHealth> LookAsync()
    {
        Task<StoreHealth> current;
        lock (gate)
        {
            // One that hangs is not joined by more of its kind: they would take the connections of those who wait for the same store.
            if (look is null || (look.IsCompleted && time.GetElapsedTime(begunAt) > Freshness))
            {
                (look, begunAt) = (Task.Run(TryAsync), time.GetTimestamp());
            }

            current = look;
        }

        try
        {
            return Tell(await current.WaitAsync(timeout), null);
        }
        catch (TimeoutException exception)
        {
            return Tell(StoreHealth.Unreachable, exception);
        }
    }

    private async Task<StoreHealth> TryAsync()
    {
        try
        {
            using var read = await database.ReadAsync(CancellationToken.None);
            // A database that is gone would look like one that lacks all migrations.
            await read.Context.State.AnyAsync();
            // More than this program knows is good: a newer one that is being rolled out beside it added them.
            return (await read.Context.Database.GetPendingMigrationsAsync()).Any() ? StoreHealth.Outdated : StoreHealth.Good;
        }
        catch (Exception exception)
        {
            return Tell(StoreHealth.Unreachable, exception);
        }
    }

    // Balancers ask every few seconds; the log has what changed.
    private StoreHealth Tell(StoreHealth health, Exception? exception)
    {
        lock (gate)
        {
            if (health == told)
            {
                return health;
            }

            told = health;
        }

        if (health == StoreHealth.Good)
        {
            logger.LogInformation("The store can be used again");
        }
        else
        {
            logger.LogError("The server is not ready. {Reason}", health == StoreHealth.Outdated
                ? "The store lacks migrations; start this version of the server again."
                : exception is null ? "The store does not answer." : database.TroubleOf(exception)?.Advice ?? $"The store does not answer. ({exception.Message})");
        }

        return health;
    }
}
