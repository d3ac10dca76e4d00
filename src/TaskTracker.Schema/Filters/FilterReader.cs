using System.Collections;
using System.Globalization;
using GraphQL;
using TaskTracker.Core;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Nodes;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Schema.Filters;

/// <summary>Turns a <c>where</c> argument, as the engine coerced it, into a condition; refuses what has no meaning.</summary>
internal sealed class FilterReader
{
    private int comparisons;
    private int items;
    private int values;

    /// <summary>The condition; null when there is no filter.</summary>
    /// <exception cref="RefusedException">The filter has no meaning (<see cref="InvalidFilter"/>).</exception>
    public static PerDocument<Condition<T>?> Where<T>(FieldSet<T> fields) where T : class =>
        new(context => Read(fields, context.GetArgument<IDictionary<string, object?>?>("where")), "where");

    private static Condition<T>? Read<T>(FieldSet<T> fields, IDictionary<string, object?>? where) where T : class =>
        where is null ? null : new FilterReader().ReadObject(fields, where, new(null, "where"));

    private All<T> ReadObject<T>(FieldSet<T> fields, IDictionary<string, object?> filter, FilterPath path) where T : class =>
        new([.. filter.Select(entry =>
        {
            var entryPath = path.At(entry.Key);
            return ReadEntry(fields, entry.Key, NotNull(entry.Value, entryPath), entryPath);
        })]);

    private Condition<T> ReadEntry<T>(FieldSet<T> fields, string name, object value, FilterPath path) where T : class => name switch
    {
        "and" => new All<T>([.. Objects(value, path).Select((item, i) => ReadObject(fields, item, path.At(i)))]),
        "or" => new Any<T>([.. Objects(value, path).Select((item, i) => ReadObject(fields, item, path.At(i)))]),
        _ => fields[name] switch
        {
            ValueField<T> field => ReadOperations(field, (IDictionary<string, object?>)value, path),
            ReferenceField<T, User> field => new Refers<T, User>(field, ReadObject(field.Target(), (IDictionary<string, object?>)value, path)),
            CollectionField<T, TaskItem> field => ReadList(field, (IDictionary<string, object?>)value, path),
            var field => throw new NotSupportedException($"No filter for '{field.Name}'."),
        },
    };

    private All<T> ReadOperations<T>(ValueField<T> field, IDictionary<string, object?> operations, FilterPath path)
    {
        var names = Operators.For(field.ValueType);
        return new All<T>([.. operations.Select(Condition<T> (operation) =>
        {
            var operationPath = path.At(operation.Key);
            return operation.Key switch
            {
                "and" => new All<T>([.. Objects(NotNull(operation.Value, operationPath), operationPath).Select((item, i) => ReadOperations(field, item, operationPath.At(i)))]),
                "or" => new Any<T>([.. Objects(NotNull(operation.Value, operationPath), operationPath).Select((item, i) => ReadOperations(field, item, operationPath.At(i)))]),
                _ => ReadOperation(field, names.First(name => name.Name == operation.Key), operation.Value, operationPath),
            };
        })]);
    }

    private Compare<T> ReadOperation<T>(ValueField<T> field, OperatorName name, object? operand, FilterPath path)
    {
        Count(path);
        if (name.TakesList)
        {
            return new Compare<T>(field, name.Operator, ReadOperands(field, (IEnumerable)NotNull(operand, path), path), name.IsNegated);
        }

        return new Compare<T>(field, name.Operator, ReadOperand(field, name.TakesNull ? operand : NotNull(operand, path), path), name.IsNegated);
    }

    private Condition<T> ReadList<T, TItem>(CollectionField<T, TItem> field, IDictionary<string, object?> list, FilterPath path) where TItem : class =>
        new All<T>([.. list.Select(Condition<T> (entry) =>
        {
            var entryPath = path.At(entry.Key);
            var value = NotNull(entry.Value, entryPath);
            Count(entryPath);
            return entry.Key switch
            {
                "any" => new Has<T, TItem>(field, value is true ? Quantifier.Some : Quantifier.None, new All<TItem>([])),
                "all" => new Has<T, TItem>(field, Quantifier.All, Items(value)),
                "none" => new Has<T, TItem>(field, Quantifier.None, Items(value)),
                _ => new Has<T, TItem>(field, Quantifier.Some, Items(value)),
            };

            All<TItem> Items(object filter) => ReadObject(field.Target(), (IDictionary<string, object?>)filter, entryPath);
        })]);

    private static object? ReadOperand<T>(ValueField<T> field, object? operand, FilterPath path) => operand switch
    {
        null => null,
        _ when field.IdOf is { } typeName => GlobalId.TryRead(typeName, operand, out var id)
            ? id
            : throw Refused($"'{path}' must be the id of a {typeName}: its global id or its number."),
        string text when !TextRules.IsWellFormed(text) => throw Refused($"'{path}' must be well-formed Unicode text without NUL characters."),
        _ => operand,
    };

    private List<object?> ReadOperands<T>(ValueField<T> field, IEnumerable operands, FilterPath path)
    {
        var list = new List<object?>();
        foreach (var operand in operands)
        {
            Count(ref values, FilterLimits.MaximumValues, "values in lists", path);
            list.Add(ReadOperand(field, operand, path));
        }

        return list;
    }

    private void Count(FilterPath path) => Count(ref comparisons, FilterLimits.MaximumComparisons, "comparisons", path);

    private static void Count(ref int count, int maximum, string what, FilterPath path)
    {
        if (++count > maximum)
        {
            throw Refused(string.Create(CultureInfo.InvariantCulture, $"A filter may hold at most {maximum:N0} {what}; '{path}' is one too many."));
        }
    }

    private static object NotNull(object? value, FilterPath path) =>
        value ?? throw Refused($"'{path}' must not be null. Leave it out, or use 'eq: null' to find rows without a value.");

    // The engine lets a variable that may be null into a list whose items may not.
    private IEnumerable<IDictionary<string, object?>> Objects(object list, FilterPath path) => ((IEnumerable)list).Cast<object?>().Select((item, i) =>
    {
        Count(ref items, FilterLimits.MaximumItems, "items in 'and' and 'or'", path);
        return (IDictionary<string, object?>)NotNull(item, path.At(i));
    });

    private static RefusedException Refused(string message) => new(new InvalidFilter(message));

    /// <summary>Where something stands in the argument; written only for who has to read it.</summary>
    private sealed record FilterPath(FilterPath? Parent, object Step)
    {
        public FilterPath At(string name) => new(this, name);

        public FilterPath At(int index) => new(this, index);

        public override string ToString() => Parent is null ? $"{Step}" : Step is int ? string.Create(CultureInfo.InvariantCulture, $"{Parent}[{Step}]") : $"{Parent}.{Step}";
    }
}
