using System.Buffers;
using System.Text;
using System.Text.Json;
using TaskTracker.Core.Access;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Json;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>
/// Subscribers that ask for the same share one execution and one payload for each change: ten thousand subscribers to one
/// feed cost one query a change. The same is: the same text, operation and variables, by somebody who may see the same. Where a subscription begins and ends
/// (<c>after</c>, <c>until</c>) makes no difference to its payloads, so it does not count.
/// </summary>
internal sealed class SharedOperations(GraphQLExecutor executor, IServiceProvider services)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (SharedOperation Operation, int Users)> operations = new(StringComparer.Ordinal);

    /// <summary>The operation, shared until the lease is disposed.</summary>
    public Lease Share(GraphQLRequest request, Actor actor)
    {
        var key = KeyOf(request, actor);
        lock (gate)
        {
            var (operation, users) = operations.GetValueOrDefault(key);
            operation ??= new SharedOperation(executor, request, Representative(actor), services);
            operations[key] = (operation, users + 1);
            return new Lease(operation, () => Release(key));
        }
    }

    private void Release(string key)
    {
        lock (gate)
        {
            var (operation, users) = operations[key];
            if (users == 1)
            {
                operations.Remove(key);
            }
            else
            {
                operations[key] = (operation, users - 1);
            }
        }
    }

    // Nothing that a subscription can ask for depends on who somebody is, only on what they may see.
    private static Actor Representative(Actor actor) => new(Origin.GraphQL, actor.Permissions & AccessRules.Sight);

    private string KeyOf(GraphQLRequest request, Actor actor)
    {
        var ignored = RangeVariables.In(executor.Parse(request.Query));
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue((int)(actor.Permissions & AccessRules.Sight));
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

    /// <summary>A shared operation in use.</summary>
    public sealed class Lease(SharedOperation operation, Action release) : IDisposable
    {
        public SharedOperation Value => operation;

        public void Dispose() => release();
    }
}
