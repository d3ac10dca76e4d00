using TaskTracker.Core.Changes;

namespace TaskTracker.Server.LiveChanges;

/// <summary>
/// What was made of changes in the last second, for whoever is a little behind those who asked first. Who is further behind has it made again,
/// which costs a query and no memory, and tells how the task is then.
/// </summary>
internal sealed class EventCache(TimeProvider time)
{
    /// <summary>Of all that is kept; some ten thousand ordinary events.</summary>
    internal const long MaxBytes = 32 * 1024 * 1024;

    // What is told of a task is never older than this; a crowd that connects again shares what is made in each second.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(EventFactory, long), Task<ChangeEvent>> events = [];
    private readonly Queue<((EventFactory, long) Key, int Bytes, long Made)> order = [];
    private long bytes;

    /// <summary>What the factory makes of the change, made once for all who ask meanwhile and for some time after.</summary>
    public Task<ChangeEvent> GetAsync(EventFactory factory, TaskChange change)
    {
        var key = (factory, change.Sequence);
        lock (gate)
        {
            DropOld();
            return events.TryGetValue(key, out var made) ? made : events[key] = Task.Run(() => MakeAsync(key, change));
        }
    }

    /// <summary>Nobody is to come back for any of them.</summary>
    public void Forget()
    {
        lock (gate)
        {
            events.Clear();
            order.Clear();
            bytes = 0;
        }
    }

    private async Task<ChangeEvent> MakeAsync((EventFactory Factory, long) key, TaskChange change)
    {
        try
        {
            var made = await key.Factory.MakeAsync(change);
            Keep(key, made.MemoryBytes);
            return made;
        }
        catch
        {
            lock (gate)
            {
                events.Remove(key);
            }

            throw;
        }
    }

    private void Keep((EventFactory, long) key, int size)
    {
        lock (gate)
        {
            order.Enqueue((key, size, time.GetTimestamp()));
            bytes += size;
            DropOld();
        }
    }

    private void DropOld()
    {
        while (order.TryPeek(out var oldest) && (bytes > MaxBytes || time.GetElapsedTime(oldest.Made) > MaxAge))
        {
            order.Dequeue();
            events.Remove(oldest.Key);
            bytes -= oldest.Bytes;
        }
    }
}
