using System.Runtime.CompilerServices;
using TaskTracker.Core;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Data;
using TaskTracker.Server.Operations.Telemetry;

namespace TaskTracker.Server.LiveChanges;

/// <summary>
/// Follows the log for whoever subscribes, through either door and over any transport. Those who ask for the same share one
/// <see cref="SharedFollowing"/>: ten thousand subscribers to one feed cost one query a change.
/// </summary>
internal sealed class SharedFollowings(ActiveSubscriptions active, TrackerDatabase database, TimeProvider time, ILogger<SharedFollowings> logger)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Shared> shared = new(StringComparer.Ordinal);
    private readonly EventCache cache = new(time);
    private readonly StoreRetry retry = new(database);

    /// <summary>The events of what is followed, in order and some at a time; as <see cref="SharedFollowing.FollowAsync"/>.</summary>
    /// <param name="place">Which changes, from where to where.</param>
    /// <param name="key">The same for all who are told the same of the same changes.</param>
    /// <param name="factory">Makes the events.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<Result<ChangeEvent[]>> FollowAsync(
        Following place, string key, EventFactory factory, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var counted = active.Count();
        var following = Share(ref key, place, factory);
        try
        {
            await foreach (var events in following.FollowAsync(place, cancellationToken))
            {
                yield return events;
            }
        }
        finally
        {
            Release(key);
        }
    }

    // The key becomes that of the first, so that ten thousand keep one text.
    private SharedFollowing Share(ref string key, Following place, EventFactory factory)
    {
        lock (gate)
        {
            if (shared.TryGetValue(key, out var found))
            {
                key = found.Key;
            }
            else
            {
                found = new(key, SharedFollowing.Start(place.FromEnd(), factory, cache, retry, logger), 0);
            }

            shared[key] = found with { Users = found.Users + 1 };
            return found.Following;
        }
    }

    private void Release(string key)
    {
        lock (gate)
        {
            var found = shared[key];
            if (found.Users > 1)
            {
                shared[key] = found with { Users = found.Users - 1 };
                return;
            }

            shared.Remove(key);
            found.Following.Dispose();
            if (shared.Count == 0)
            {
                cache.Forget();
            }
        }
    }

    private readonly record struct Shared(string Key, SharedFollowing Following, int Users);
}
