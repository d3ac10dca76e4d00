using System.Diagnostics;
using TaskTracker.Server.Tests.Following;

namespace TaskTracker.Server.Tests.Faults;

/// <summary>
/// Many subscribers of one task's changes, each of which must get every one of them in order, and how long after the writing began each
/// one got each.
/// </summary>
/// <param name="source">The door that all come through, each on a connection of its own.</param>
/// <param name="count">How many they are.</param>
/// <param name="last">The task's version after the last change; they are at version 1.</param>
internal sealed class Audience(ChangeSource source, int count, int last)
{
    private readonly long[] begun = new long[last + 1];
    private readonly TimeSpan[,] delays = new TimeSpan[last + 1, count];
    private readonly int[] arrived = new int[last + 1];
    private readonly TaskCompletionSource[] complete =
        [.. Enumerable.Range(0, last + 1).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];

    private Task reading = Task.CompletedTask;

    /// <summary>Lets them follow the log after a cursor.</summary>
    public void Follow(string after, CancellationToken cancellationToken) =>
        reading = Task.WhenAll(Enumerable.Range(0, count).Select(member => Task.Run(() => ReadAsync(member, after, cancellationToken), cancellationToken)));

    /// <summary>Makes the changes up to this version, each when all have got the one before.</summary>
    /// <returns>The delay that one in a hundred deliveries exceeded.</returns>
    public async Task<TimeSpan> WatchAsync(int from, int to, Func<int, Task> changeToAsync)
    {
        for (var version = from; version <= to; version++)
        {
            begun[version] = Stopwatch.GetTimestamp();
            await changeToAsync(version);
            if (await Task.WhenAny(complete[version].Task, reading) == reading)
            {
                await reading;
            }
        }

        var sorted = Enumerable.Range(from, to - from + 1).SelectMany(version => Enumerable.Range(0, count).Select(member => delays[version, member])).Order().ToList();
        return sorted[(int)(sorted.Count * 0.99)];
    }

    /// <summary>Waits until all have got the last change.</summary>
    public Task EndAsync() => reading;

    private async Task ReadAsync(int member, string after, CancellationToken cancellationToken)
    {
        var version = 1;
        await foreach (var change in source.FollowAsync(after, until: null, cancellationToken))
        {
            version++;
            Assert.Equal(version, change.Version);
            delays[version, member] = Stopwatch.GetElapsedTime(begun[version]);
            if (Interlocked.Increment(ref arrived[version]) == count)
            {
                complete[version].SetResult();
            }

            if (version == last)
            {
                return;
            }
        }

        throw new InvalidDataException($"The changes ended at version {version}.");
    }
}
