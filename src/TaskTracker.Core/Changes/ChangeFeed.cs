using Microsoft.Extensions.Logging;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Changes;

/// <summary>
/// The live end of the change log, shared by everybody who follows it. One loop reads what is new and keeps the latest
/// changes in memory; followers ask for what comes after their own place and get it from memory or, when they
/// are further behind, from the log. So nothing is queued for anybody: a slow follower costs nothing and loses nothing.
/// While nobody follows, nothing is read.
/// </summary>
public sealed class ChangeFeed(ChangeReader reader, CommitSignal committed, ILogger<ChangeFeed> logger) : IAsyncDisposable
{
    private const int BatchSize = 500;

    // About what a follower may fall behind before its reads go to the database.
    private const int KeptInMemory = 4_096;

    // Covers what a wake-up cannot: writes of another process.
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly TaskChange[] recent = new TaskChange[KeptInMemory];
    private long announced;
    private TaskCompletionSource advance = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long head;
    private int waiting;
    private long lastAsked = long.MinValue / 2;
    private Task loop = Task.CompletedTask;

    /// <summary>The newest change that followers have been told of.</summary>
    public long Head => Volatile.Read(ref head);

    /// <summary>Begins to follow the log from its present end.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        head = await reader.FindHeadAsync(cancellationToken);
        committed.Raised += Wake;
        loop = Task.Run(() => RunAsync(stopping.Token), CancellationToken.None);
    }

    /// <summary>
    /// The next changes after a place, at least one; waits until there are some. Refusal: <see cref="CursorExpired"/>, when they
    /// are no longer kept.
    /// </summary>
    public async ValueTask<Result<IReadOnlyList<TaskChange>>> ReadAfterAsync(long sequence, CancellationToken cancellationToken)
    {
        Volatile.Write(ref lastAsked, Environment.TickCount64);
        Task advanced;
        lock (gate)
        {
            if (TakeRecent(sequence) is { } changes)
            {
                return changes;
            }

            advanced = advance.Task;
        }

        if (sequence < Head)
        {
            return await reader.ReadAfterAsync(sequence, BatchSize, cancellationToken);
        }

        if (Interlocked.Increment(ref waiting) == 1)
        {
            Wake();
        }

        try
        {
            await advanced.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        return await ReadAfterAsync(sequence, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        committed.Raised -= Wake;
        await stopping.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
        wake.Dispose();
    }

    // Followers that are busy with what they got last time will be back.
    private bool IsFollowed => Volatile.Read(ref waiting) > 0 || Environment.TickCount64 - Volatile.Read(ref lastAsked) < 5_000;

    private void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody said so already.
        }
    }

    // The changes beyond a place, when memory holds them all.
    private TaskChange[]? TakeRecent(long sequence)
    {
        var oldest = Math.Max(0, announced - KeptInMemory);
        if (announced == oldest || sequence >= head || At(oldest).Sequence > sequence + 1)
        {
            return null;
        }

        var (low, high) = (oldest, announced);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle).Sequence > sequence ? (low, middle) : (middle + 1, high);
        }

        var taken = new TaskChange[Math.Min(announced - low, BatchSize)];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = At(low + i);
        }

        return taken;

        TaskChange At(long ordinal) => recent[ordinal % KeptInMemory];
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var isBehind = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var more = false;
            if (!IsFollowed)
            {
                isBehind = true;
            }
            else
            {
                var changes = await ReadNewAsync(isBehind, cancellationToken);
                more = changes.Count == BatchSize;
                isBehind = false;
            }

            if (!more)
            {
                await wake.WaitAsync(PollInterval, cancellationToken);
            }
        }
    }

    // A failed read is tried again at the next poll: followers wait, and miss nothing.
    private async Task<IReadOnlyList<TaskChange>> ReadNewAsync(bool isBehind, CancellationToken cancellationToken)
    {
        try
        {
            if (isBehind)
            {
                await SkipToEndAsync(cancellationToken);
            }

            var changes = (await reader.ReadAfterAsync(head, BatchSize, cancellationToken)).Value ?? [];
            if (changes.Count > 0)
            {
                Advance(changes[^1].Sequence, changes);
            }

            return changes;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "The change log cannot be read; trying again in {Interval}", PollInterval);
            return [];
        }
    }

    // What was written while nobody followed is for those who ask for it, from the log.
    private async Task SkipToEndAsync(CancellationToken cancellationToken)
    {
        var end = await reader.FindHeadAsync(cancellationToken);
        if (end > head)
        {
            lock (gate)
            {
                announced = 0;
            }

            Advance(end, []);
        }
    }

    private void Advance(long end, IReadOnlyList<TaskChange> changes)
    {
        TaskCompletionSource advanced;
        lock (gate)
        {
            foreach (var change in changes)
            {
                recent[announced++ % KeptInMemory] = change;
            }

            Volatile.Write(ref head, end);
            advanced = advance;
            advance = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        advanced.SetResult();
    }
}
