using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Json;
using TaskTracker.Server.LiveChanges;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>
/// A subscription's operation, run once for each change for all who ask for the same. The same is: the same text, operation and variables, by
/// somebody who may see the same. Where a subscription begins and ends (<c>after</c>, <c>until</c>) makes no difference to what it tells, so it
/// does not count.
/// </summary>
internal sealed class SharedOperation(
    GraphQLExecutor executor, GraphQLRequest request, Actor actor, ChangeFollower follower, IServiceProvider services) : EventFactory
{
    private static readonly byte[] Name = [.. "next"u8];

    // Nothing that a subscription can ask for depends on who somebody is, only on what they may see.
    private readonly Actor representative = new(Origin.GraphQL, actor.Permissions & AccessRules.Sight);

    public override async Task<ChangeEvent> MakeAsync(TaskChange change)
    {
        // Made for all, it belongs to no trace of one of them: the first to subscribe may have gone long ago.
        Activity.Current = null;
        var result = await executor.ExecuteAsync(request, representative, _ => null, services, change, CancellationToken.None);
        if (result.Errors?.Any(error => error is CodedError { Definition: var code } && (code == ErrorCodes.StoreBusy || code == ErrorCodes.StoreUnavailable)) == true)
        {
            throw new StoreInTroubleException();
        }

        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            ResultWriter.Write(writer, result);
        }

        return new(Name, change.Sequence, follower.CursorOf(change), buffer.WrittenMemory);
    }

    /// <summary>The same text for all who ask for the same.</summary>
    public string Key()
    {
        var ignored = RangeVariables.In(executor.Parse(request.Query!));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue((int)representative.Permissions);
            writer.WriteStringValue(request.Query);
            writer.WriteStringValue(request.OperationName);
            foreach (var (name, value) in request.Variables.Where(variable => !ignored.Contains(variable.Key)).OrderBy(variable => variable.Key, StringComparer.Ordinal))
            {
                writer.WriteStringValue(name);
                JsonValueWriter.Write(writer, value);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
