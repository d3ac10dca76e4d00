namespace TaskTracker.Core.Changes;

/// <summary>
/// The newest changes of the log in memory, none left out between the oldest of them and the newest; bounded in number and in bytes. Its
/// owner guards it with a lock.
/// </summary>
internal sealed class RecentChanges
{
    private const int MaxCount = 4_096;

    /// <summary>Several hundred of the largest there are; of ordinary ones the count allows fewer.</summary>
    internal const long MaxBytes = 32 * 1024 * 1024;

    private readonly (TaskChange Change, int Bytes)[] ring = new (TaskChange, int)[MaxCount];
    private long oldest;
    private long end;
    private long bytes;

    // Everything after this place is here.
    private long before;

    /// <summary>Adds what comes next.</summary>
    /// <param name="place">The place that nothing is left out after.</param>
    /// <param name="changes">All changes after it.</param>
    public void Add(long place, IReadOnlyList<TaskChange> changes)
    {
        before = oldest == end ? place : before;
        foreach (var change in changes)
        {
            if (end - oldest == MaxCount)
            {
                DropOldest();
            }

            var size = change.MemoryBytes();
            At(end++) = (change, size);
            bytes += size;
        }

        while (bytes > MaxBytes)
        {
            DropOldest();
        }
    }

    public void Clear()
    {
        while (oldest < end)
        {
            DropOldest();
        }
    }

    /// <summary>What comes after a place, or the first of it; null when there is nothing, or when it begins further back than what is here.</summary>
    public List<TaskChange>? TakeAfter(long sequence)
    {
        if (oldest == end || At(end - 1).Change.Sequence <= sequence || before > sequence)
        {
            return null;
        }

        var (low, high) = (oldest, end);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle).Change.Sequence > sequence ? (low, middle) : (middle + 1, high);
        }

        var taken = new List<TaskChange>();
        for (var size = 0; low < end && taken.Count < ChangeReader.BatchSize && size < ChangeReader.BatchBytes; low++)
        {
            taken.Add(At(low).Change);
            size += At(low).Bytes;
        }

        return taken;
    }

    private ref (TaskChange Change, int Bytes) At(long ordinal) => ref ring[ordinal % MaxCount];

    private void DropOldest()
    {
        (before, bytes) = (At(oldest).Change.Sequence, bytes - At(oldest).Bytes);
        At(oldest++) = default;
    }
}
