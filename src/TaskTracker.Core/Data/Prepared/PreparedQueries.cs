using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TaskTracker.Core.Paging;

namespace TaskTracker.Core.Data.Prepared;

/// <summary>
/// The queries of a <typeparamref name="T"/> that were asked for before. EF translates each shape once; from then on its command is run as it is, and
/// its rows are read by code that was made for them (docs/decisions/0017-plans.md).
/// </summary>
internal sealed class PreparedQueries<T> where T : class
{
    // Callers make shapes as they like: more than this are not kept.
    private const int MaximumShapes = 1_000;

    private static readonly ConditionalWeakTable<IModel, PreparedQueries<T>> OfModels = [];

    private readonly ConcurrentDictionary<(string Shape, ColumnSet<T> Columns, bool WithKeys), Known> known = new();

    /// <summary>Those of the context's database.</summary>
    public static PreparedQueries<T> Of(TrackerDbContext context) => OfModels.GetOrCreateValue(context.Model);

    /// <summary>The query's rows; null when EF itself is to run it, because it is new or cannot be prepared.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="query">The rows, in their order.</param>
    /// <param name="columns">What to read of each.</param>
    /// <param name="keys">The keys of the order, when their values are to be read as well.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<List<KeyedRow<T>>?> ReadAsync(
        TrackerDbContext context, RowQuery<T> query, ColumnSet<T> columns, IReadOnlyList<SortKey<T>>? keys, CancellationToken cancellationToken)
    {
        if (query.Describe() is not { } shape)
        {
            return null;
        }

        var key = (shape.Text, columns, keys is not null);
        if (!known.TryGetValue(key, out var found))
        {
            if (known.Count >= MaximumShapes)
            {
                known.Clear();
            }

            // Not worth it before it is asked for again. On its own line: a release build leaves out the call of Check with all that stands in it.
            found = known.GetOrAdd(key, new Known());
            Check(query, shape, found);
            return null;
        }

        Check(query, shape, found);
        var prepared = found.Query ??= new(Prepare(context, query.Build(), columns, keys, shape.Values));
        return prepared.Value is { } command ? await context.RunAsync(command, shape.Values, cancellationToken) : null;
    }

    /// <summary>Prepares a query.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="query">The rows, in their order.</param>
    /// <param name="columns">What to read of each.</param>
    /// <param name="keys">The keys of the order, when their values are to be read as well.</param>
    /// <param name="values">The values of its parameters, in their order.</param>
    /// <returns>Null when it cannot be.</returns>
    public static PreparedQuery<KeyedRow<T>>? Prepare(
        TrackerDbContext context, IQueryable<T> query, ColumnSet<T> columns, IReadOnlyList<SortKey<T>>? keys, IReadOnlyList<object> values)
    {
        if (RowReading<T>.Create(context.Model, columns, keys) is not { } reading)
        {
            return null;
        }

        var (numbered, parameters) = QueryParameter.Number(query.Expression);
        if (!HasValues(parameters, values))
        {
            return null;
        }

        using var command = query.Provider.CreateQuery<T>(reading.Join(numbered)).Select(reading.Projection).CreateDbCommand();
        var prepared = new List<PreparedParameter>();
        foreach (DbParameter parameter in command.Parameters)
        {
            // What EF has made of a value it would have to make again: such a query stays with EF.
            if (QueryParameter.NumberIn(parameter.ParameterName) is not { } number || !AreEqual(parameter.Value, context.StoredOf(values[number])))
            {
                return null;
            }

            prepared.Add(new(parameter, number));
        }

        return new(command.CommandText, prepared, reading.Columns, reading.Read);
    }

    // Every query of the tests is looked at: its words must tell it from all others.
    [Conditional("DEBUG")]
    private static void Check(RowQuery<T> query, QueryShape shape, Known found)
    {
        var (numbered, parameters) = QueryParameter.Number(query.Build().Expression);
        var text = numbered.ToString();
        Debug.Assert(HasValues(parameters, shape.Values), $"'{shape.Text}' says other values than the query has: {text}");
        Debug.Assert((found.Expression ??= text) == text, $"'{shape.Text}' says two queries: {found.Expression} and {text}");
    }

    private static bool HasValues(IReadOnlyList<QueryParameter> parameters, IReadOnlyList<object> values) =>
        parameters.Count == values.Count && parameters.Zip(values).All(pair => AreEqual(pair.First.Given, pair.Second));

    private static bool AreEqual(object? left, object? right) =>
        Equals(left, right) || (left is IEnumerable some and not string && right is IEnumerable others and not string && some.Cast<object?>().SequenceEqual(others.Cast<object?>()));

    /// <summary>A shape that was asked for.</summary>
    private sealed class Known
    {
        /// <summary>Null until it is asked for again. Two that come at once both prepare it.</summary>
        public StrongBox<PreparedQuery<KeyedRow<T>>?>? Query { get; set; }

        /// <summary>What <see cref="Check"/> saw first.</summary>
        public string? Expression { get; set; }
    }
}
