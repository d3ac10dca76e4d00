using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Changes;

/// <summary>
/// The live end of the change log, shared by everybody who follows it. One loop reads what is new and keeps the latest
/// changes in memory; followers ask for what comes after their own place and get it from memory or, when they
/// are further behind, from the log. So nothing is queued for anybody: a slow follower costs nothing and loses nothing.
/// While nobody follows, nothing is read and nothing kept.
/// </summary>
public sealed class ChangeFeed(ChangeReader reader, CommitSignal committed, IMeterFactory meters, TimeProvider time, ILogger<ChangeFeed> logger) : IAsyncDisposable
{
    // Covers what a wake-up cannot: writes of another process.
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly AsyncAutoResetEvent wake = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly RecentChanges recent = new();
    private readonly Histogram<double> lag = meters.Create(Meters.Name).CreateHistogram<double>(
        "tasktracker.changes.lag", "s", "How long after it was made a change was told to those who follow the log.");
    private readonly WaitingRoom room = new();
    private long head;
    private long lastAsked = long.MinValue / 2;
    private Task loop = Task.CompletedTask;

    /// <summary>The newest change that followers have been told of.</summary>
    internal long Head => Volatile.Read(ref head);

    /// <summary>Begins to follow the log from its present end.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        head = await reader.FindHeadAsync(cancellationToken);
        committed.Raised += wake.Set;
        loop = Task.Run(() => RunAsync(stopping.Token), CancellationToken.None);
    }

    /// <summary>
    /// The next changes after a place, at least one; waits until there are some. Refusal: <see cref="CursorExpired"/>, when they
    /// are no longer kept.
    /// </summary>
    /// <param name="sequence">The place.</param>
    /// <param name="waiter">Who asks.</param>
    /// <exception cref="OperationCanceledException">The waiter was cancelled.</exception>
    public async ValueTask<Result<IReadOnlyList<TaskChange>>> ReadAfterAsync(long sequence, Waiter waiter)
    {
        while (true)
        {
            ValueTask news;
            bool isFirst;
            Volatile.Write(ref lastAsked, Environment.TickCount64);
            lock (gate)
            {
                if (recent.TakeAfter(sequence) is { } changes)
                {
                    return changes;
                }

                if (sequence < head)
                {
                    break;
                }

                isFirst = room.Count == 0;
                news = room.EnterAsync(waiter);
            }

            if (isFirst)
            {
                wake.Set();
            }

            await room.WaitAsync(news, waiter, gate);
        }

        var read = await reader.ReadAfterAsync(sequence, waiter.CancellationToken);
        return read.Succeeded ? new Result<IReadOnlyList<TaskChange>>(read.Value.Changes) : read.Refusal;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        committed.Raised -= wake.Set;
        await stopping.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        wake.Dispose();
    }

    private bool IsFollowed
    {
        get
        {
            lock (gate)
            {
                // Followers that are busy with what they got last time will be back.
                return room.Count > 0 || Environment.TickCount64 - Volatile.Read(ref lastAsked) < 5_000;
            }
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var isBehind = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var more = false;
            if (IsFollowed)
            {
                more = await ReadNewAsync(isBehind, cancellationToken);
                isBehind = false;
            }
            else if (!isBehind)
            {
                isBehind = true;
                Forget();
            }

            if (!more)
            {
                await wake.WaitAsync(PollInterval, cancellationToken);
            }
        }
    }

    // A failed read is tried again at the next poll: followers wait, and miss nothing.
    private async Task<bool> ReadNewAsync(bool isBehind, CancellationToken cancellationToken)
    {
        try
        {
            if (isBehind)
            {
                await SkipToEndAsync(cancellationToken);
            }

            var read = await reader.ReadAfterAsync(head, cancellationToken);
            if (!read.Succeeded)
            {
                await SkipToEndAsync(cancellationToken);
            }
            else if (read.Value.Changes is [.., var newest])
            {
                await AdvanceAsync(newest.Sequence, read.Value.Changes);
            }

            return read.Value is { IsFull: true };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "The change log cannot be read; trying again in {Interval}", PollInterval);
            return false;
        }
    }

    // What was written while nobody followed, or pruned before it was read here, is for those who ask for it, from the log.
    private async Task SkipToEndAsync(CancellationToken cancellationToken)
    {
        Forget();
        await AdvanceAsync(await reader.FindHeadAsync(cancellationToken), []);
    }

    private void Forget()
    {
        lock (gate)
        {
            recent.Clear();
        }
    }

    private Task AdvanceAsync(long end, IReadOnlyList<TaskChange> changes)
    {
        if (lag.Enabled)
        {
            var now = time.UtcNow();
            foreach (var change in changes)
            {
                // The clock of whoever made it may be ahead.
                lag.Record(Math.Max(0, (now - change.At).TotalSeconds));
            }
        }

        WakeUp everybody;
        lock (gate)
        {
            recent.Add(head, changes);
            Volatile.Write(ref head, end);
            everybody = room.Call();
        }

        return everybody.RunAsync();
    }
}
