using TaskTracker.Core.Data;

namespace TaskTracker.Server.LiveChanges;

/// <summary>
/// Tries again until the store is back, for those who follow the log: a subscriber who was told of the trouble would have one event less, or would leave for good,
/// as clients of graphql-ws do after an error.
/// </summary>
internal sealed class StoreRetry(TrackerDatabase database)
{
    /// <summary>What the attempt comes to when the store is not in trouble. Throws what else it throws.</summary>
    public async Task<T> OutlastAsync<T>(Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (exception is StoreInTroubleException || database.TroubleOf(exception) is not null))
            {
                // A second and something: many may be waiting.
                await Task.Delay(Random.Shared.Next(1_000, 2_000), cancellationToken);
            }
        }
    }
}

/// <summary>An event cannot be made: the store is in trouble, which has been told to the log.</summary>
internal sealed class StoreInTroubleException : Exception;
