using GraphQL.DataLoader;

namespace TaskTracker.Schema.Batching;

/// <summary>
/// Collects the keys that sibling resolvers ask for and loads them with one call. The engine resolves every sibling
/// first and only then asks for results, so the first question for one finds all keys collected.
/// </summary>
internal sealed class Batch<TKey, TValue>(Func<IReadOnlyCollection<TKey>, CancellationToken, Task<IReadOnlyDictionary<TKey, TValue>>> load, Action begun)
    where TKey : notnull
    where TValue : class
{
    private readonly HashSet<TKey> keys = [];
    private Task<IReadOnlyDictionary<TKey, TValue>>? loading;

    /// <summary>The value of a key, or null when the load finds none.</summary>
    public IDataLoaderResult<TValue?> Add(TKey key) => Add(key, value => value);

    /// <summary>What is made of the value of a key.</summary>
    public IDataLoaderResult<TResult> Add<TResult>(TKey key, Func<TValue?, TResult> select)
    {
        keys.Add(key);
        return new Pending<TResult>(this, key, select);
    }

    private Task<IReadOnlyDictionary<TKey, TValue>> LoadAsync(CancellationToken cancellationToken)
    {
        if (loading is null)
        {
            begun();
            loading = SchemaTraces.Source.HasListeners() ? TraceAsync(cancellationToken) : load(keys, cancellationToken);
        }

        return loading;
    }

    private async Task<IReadOnlyDictionary<TKey, TValue>> TraceAsync(CancellationToken cancellationToken)
    {
        using var span = SchemaTraces.Source.StartActivity($"Batch of {typeof(TValue).Name}");
        span?.SetTag("tasktracker.batch.size", keys.Count);
        return await load(keys, cancellationToken);
    }

    private sealed class Pending<TResult>(Batch<TKey, TValue> batch, TKey key, Func<TValue?, TResult> select) : IDataLoaderResult<TResult>
    {
        public async Task<TResult> GetResultAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return select((await batch.LoadAsync(cancellationToken)).GetValueOrDefault(key));
            }
            catch (RefusedException refused)
            {
                // The engine writes a field's place into its error, so the fields must not share one.
                throw new RefusedException(refused.Failure);
            }
        }

        // All but the first find the load done, and cost no more than their value.
        Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) =>
            batch.LoadAsync(cancellationToken) is { IsCompletedSuccessfully: true, Result: var loaded } ? Task.FromResult<object?>(select(loaded.GetValueOrDefault(key))) : WaitAsync(cancellationToken);

        private async Task<object?> WaitAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}
