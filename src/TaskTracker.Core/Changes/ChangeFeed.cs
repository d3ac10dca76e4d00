using Microsoft.Extensions.Logging;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Changes;

/// <summary>
/// The live end of the change log, shared by everybody who follows it. One loop reads what is new and keeps the latest
/// changes in memory; followers ask for what comes after their own place and get it from memory or, when they
/// are further behind, from the log. So nothing is queued for anybody: a slow follower costs nothing and loses nothing.
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
        Task advanced;
        lock (gate)
        {
            if (TakeRecent(sequence) is { } changes)
            {
                return changes;
            }

            advanced = advance.Task;
        }

        if (sequence >= Head)
        {
            await advanced.WaitAsync(cancellationToken);
            return await ReadAfterAsync(sequence, cancellationToken);
        }

        return await reader.ReadAfterAsync(sequence, BatchSize, cancellationToken);
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
        while (!cancellationToken.IsCancellationRequested)
        {
            var changes = await ReadNewAsync(cancellationToken);
            if (changes.Count > 0)
            {
                Announce(changes);
            }

            if (changes.Count < BatchSize)
            {
                await wake.WaitAsync(PollInterval, cancellationToken);
            }
        }
    }

    // A failed read is tried again at the next poll: followers wait, and miss nothing.
    private async Task<IReadOnlyList<TaskChange>> ReadNewAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await reader.ReadAfterAsync(head, BatchSize, cancellationToken)).Value ?? [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "The change log cannot be read; trying again in {Interval}", PollInterval);
            return [];
        }
    }

    private void Announce(IReadOnlyList<TaskChange> changes)
    {
        TaskCompletionSource advanced;
        lock (gate)
        {
            foreach (var change in changes)
            {
                recent[announced++ % KeptInMemory] = change;
            }

            Volatile.Write(ref head, changes[^1].Sequence);
            advanced = advance;
            advance = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        advanced.SetResult();
    }
}
