using System.Buffers;
using System.Text.Json;
using TaskTracker.Core.Changes;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Json;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>
/// An operation that is run once for each change, for whoever asks first; the payloads of the latest changes are kept for those who ask
/// next. Who is further behind has the change run again, which costs a query and no memory.
/// </summary>
internal sealed class SharedOperation(GraphQLExecutor executor, GraphQLRequest request, IServiceProvider services)
{
    // As many changes as one read of the log brings.
    private const int KeptPayloads = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<long, Task<ReadOnlyMemory<byte>>> payloads = [];
    private readonly Queue<long> order = [];

    /// <summary>The result of the operation for a change, as JSON in UTF-8.</summary>
    public Task<ReadOnlyMemory<byte>> PayloadAsync(TaskChange change)
    {
        lock (gate)
        {
            if (payloads.TryGetValue(change.Sequence, out var payload))
            {
                return payload;
            }

            if (order.Count == KeptPayloads)
            {
                payloads.Remove(order.Dequeue());
            }

            payload = Task.Run(() => ExecuteAsync(change));
            payloads.Add(change.Sequence, payload);
            order.Enqueue(change.Sequence);
            return payload;
        }
    }

    // Nobody's cancellation: others may wait for the same payload.
    private async Task<ReadOnlyMemory<byte>> ExecuteAsync(TaskChange change)
    {
        var result = await executor.ExecuteAsync(request, _ => null, services, CancellationToken.None, change);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            ResultWriter.Write(writer, result);
        }

        return buffer.WrittenMemory;
    }
}
