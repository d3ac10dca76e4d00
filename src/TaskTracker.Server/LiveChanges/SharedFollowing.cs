using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TaskTracker.Core;
using TaskTracker.Core.Changes;

namespace TaskTracker.Server.LiveChanges;

/// <summary>
/// The live end of the log for all who are told the same of it. One follows the log, has each change made into an event once,
/// and wakes all who wait. Nothing is queued for anybody: who was busy meanwhile gets what it missed by itself, from what was made lately or from the
/// log, until it has caught up.
/// </summary>
internal sealed class SharedFollowing(Following source, EventFactory factory, EventCache cache, StoreRetry retry, ILogger logger) : IDisposable
{
    /// <summary>What is told at once, passed by one event at most: it is written in one piece, and a follower who does not read holds on to it.</summary>
    internal const int BatchBytes = 32 * 1024;

    // At once, so that a burst does not take every thread.
    private const int MadeTogether = 8;

    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly WaitingRoom room = new();

    // The newest events, while they are told: all that are wanted of what comes after the place before them. Up to the end nothing wanted
    // follows.
    private ChangeEvent[] newest = [];
    private long before = source.Place;
    private long end = source.Place;

    /// <summary>Begins where the log ends.</summary>
    public static SharedFollowing Start(Following source, EventFactory factory, EventCache cache, StoreRetry retry, ILogger logger)
    {
        var started = new SharedFollowing(source, factory, cache, retry, logger);
        _ = started.RunAsync();
        return started;
    }

    /// <summary>Nobody follows any more.</summary>
    public void Dispose() => stopping.Cancel();

    /// <summary>
    /// The events after a place in order, some at a time, never none; waits when there is nothing more. A refusal, <see cref="CursorExpired"/>, is the
    /// last that comes.
    /// </summary>
    public async IAsyncEnumerable<Result<ChangeEvent[]>> FollowAsync(Following following, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var waiter = new Waiter(cancellationToken);
        while (!following.HasEnded)
        {
            if (TryTake(following, waiter, out var events) is { } news)
            {
                await room.WaitAsync(news, waiter, gate);
            }
            else if (events is not null)
            {
                if (events.Length > 0)
                {
                    yield return events;
                }
            }
            else
            {
                var changes = await retry.OutlastAsync(() => following.ReadAsync(waiter).AsTask(), cancellationToken);
                if (!changes.Succeeded)
                {
                    yield return changes.Refusal;
                    yield break;
                }

                await foreach (var batch in MakeAsync(changes.Value, cancellationToken))
                {
                    yield return batch;
                }
            }
        }
    }

    /// <returns>When to look again, for one who has got everything; else null, and null for the events of one who is too far behind.</returns>
    [SuppressMessage("Reliability", "CA2012", Justification = "Awaited once, by the one caller, outside the lock.")]
    private ValueTask? TryTake(Following following, Waiter waiter, out ChangeEvent[]? events)
    {
        events = null;
        // One that ends by itself has nothing to wait for.
        if (!following.IsEndless)
        {
            return null;
        }

        lock (gate)
        {
            var place = following.Place;
            if (place >= end)
            {
                return room.EnterAsync(waiter);
            }

            if (place >= before)
            {
                // One that begins just now may have some of them already.
                events = newest.Length == 0 || newest[0].Sequence > place ? newest : Array.FindAll(newest, made => made.Sequence > place);
                following.Place = end;
            }
        }

        return null;
    }

    private async Task RunAsync()
    {
        using var waiter = new Waiter(stopping.Token);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var changes = await source.ReadAsync(waiter);
                if (!changes.Succeeded)
                {
                    await LeaveAloneAsync();
                    continue;
                }

                await foreach (var batch in MakeAsync(changes.Value, stopping.Token))
                {
                    await TellAsync(batch);
                }

                MoveOn();
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                logger.LogError(exception, "Events could not be made of changes for all; each follower tries by itself");
                await LeaveAloneAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async IAsyncEnumerable<ChangeEvent[]> MakeAsync(IReadOnlyList<TaskChange> changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<ChangeEvent>();
        var bytes = 0;
        foreach (var some in changes.Chunk(MadeTogether))
        {
            foreach (var change in await retry.OutlastAsync(() => Task.WhenAll(some.Select(change => cache.GetAsync(factory, change))).WaitAsync(cancellationToken), cancellationToken))
            {
                batch.Add(change);
                bytes += change.Payload.Length;
                if (bytes >= BatchBytes)
                {
                    yield return batch.ToArray();
                    batch.Clear();
                    bytes = 0;
                }
            }
        }

        if (batch.Count > 0)
        {
            yield return batch.ToArray();
        }
    }

    private async Task TellAsync(ChangeEvent[] events)
    {
        WakeUp everybody;
        lock (gate)
        {
            (newest, end) = (events, events[^1].Sequence);
            everybody = room.Call();
        }

        await everybody.RunAsync();
        lock (gate)
        {
            // Who comes later gets them as they are then, not as they were made now.
            (newest, before) = ([], end);
        }
    }

    private void MoveOn()
    {
        lock (gate)
        {
            end = source.Place;
        }
    }

    // What could not be told to all is for each to find out: that the changes are gone, or what is wrong.
    private Task LeaveAloneAsync()
    {
        source.SkipToEnd();
        WakeUp everybody;
        lock (gate)
        {
            newest = [];
            before = end = source.Place;
            everybody = room.Call();
        }

        return everybody.RunAsync();
    }
}
