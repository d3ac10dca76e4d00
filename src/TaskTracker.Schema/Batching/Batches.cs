using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Execution;

namespace TaskTracker.Schema.Batching;

/// <summary>The batches of one execution that still collect keys.</summary>
internal sealed class Batches
{
    private static readonly ConditionalWeakTable<IExecutionContext, Batches> OfExecutions = [];

    private readonly Dictionary<object, object> open = [];

    /// <summary>
    /// The batch that collects for <paramref name="identity"/>; a new one when the last has been loaded already, which
    /// happens when the same field is reached again further down.
    /// </summary>
    /// <param name="identity">Equal for resolvers that may share a load, and for no others.</param>
    /// <param name="load">Loads the values of all keys.</param>
    public static Batch<TKey, TValue> Of<TKey, TValue>(
        IResolveFieldContext context, object identity, Func<IReadOnlyCollection<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> load)
        where TKey : notnull
        where TValue : class
    {
        var batches = OfExecutions.GetOrCreateValue(context.ExecutionContext);
        lock (batches.open)
        {
            if (batches.open.TryGetValue(identity, out var batch))
            {
                return (Batch<TKey, TValue>)batch;
            }

            var opened = new Batch<TKey, TValue>(load, begun: () => batches.Close(identity));
            batches.open[identity] = opened;
            return opened;
        }
    }

    private void Close(object identity)
    {
        lock (open)
        {
            open.Remove(identity);
        }
    }
}
