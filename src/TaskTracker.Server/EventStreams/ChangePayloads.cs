using TaskTracker.Core.Changes;

namespace TaskTracker.Server.EventStreams;

/// <summary>
/// What is sent for a change, made once for whoever asks first; that of the latest changes is kept for those who ask next. Who is
/// further behind has it made again, which costs a query and no memory.
/// </summary>
/// <param name="make">Makes it. Several may wait for the same, so nobody's cancellation ends it.</param>
internal sealed class ChangePayloads(Func<TaskChange, Task<ReadOnlyMemory<byte>>> make)
{
    // As many changes as one read of the log brings.
    private const int Kept = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<long, Task<ReadOnlyMemory<byte>>> payloads = [];
    private readonly Queue<long> order = [];

    /// <summary>UTF-8, shared: never write to it.</summary>
    public Task<ReadOnlyMemory<byte>> GetAsync(TaskChange change)
    {
        lock (gate)
        {
            if (payloads.TryGetValue(change.Sequence, out var payload) && !payload.IsFaulted)
            {
                return payload;
            }

            if (payload is null)
            {
                if (order.Count == Kept)
                {
                    payloads.Remove(order.Dequeue());
                }

                order.Enqueue(change.Sequence);
            }

            return payloads[change.Sequence] = Task.Run(() => make(change));
        }
    }
}
