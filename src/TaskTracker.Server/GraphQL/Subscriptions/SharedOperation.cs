using System.Buffers;
using System.Text.Json;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Json;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>
/// An operation that is run once for each change, for whoever asks first; the payloads of the latest changes are kept for those who ask
/// next. Who is further behind has the change run again, which costs a query and no memory.
/// </summary>
internal sealed class SharedOperation(GraphQLExecutor executor, GraphQLRequest request, Actor actor, IServiceProvider services)
{
    private readonly ChangePayloads payloads = new(change => ExecuteAsync(executor, request, actor, services, change));

    /// <summary>The result of the operation for a change, as JSON in UTF-8.</summary>
    public Task<ReadOnlyMemory<byte>> PayloadAsync(TaskChange change) => payloads.GetAsync(change);

    // Nobody's cancellation: others may wait for the same payload.
    private static async Task<ReadOnlyMemory<byte>> ExecuteAsync(
        GraphQLExecutor executor, GraphQLRequest request, Actor actor, IServiceProvider services, TaskChange change)
    {
        var result = await executor.ExecuteAsync(request, actor, _ => null, services, CancellationToken.None, change);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            ResultWriter.Write(writer, result);
        }

        return buffer.WrittenMemory;
    }
}
