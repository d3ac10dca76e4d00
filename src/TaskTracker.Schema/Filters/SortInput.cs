using GraphQL;
using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Users;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Schema.Filters;

internal sealed class SortEnumType : EnumerationGraphType
{
    public SortEnumType()
    {
        Name = "SortEnumType";
        Description = "The direction of a sort key. A missing value counts as the smallest.";
        Add("ASC", false, "The smallest first.");
        Add("DESC", true, "The greatest first.");
    }
}

/// <summary>One key of the <c>order</c> of a <typeparamref name="T"/>, made of its <see cref="FieldSet{T}"/>.</summary>
internal abstract class SortInput<T> : InputObjectGraphType where T : class
{
    protected SortInput(FieldSet<T> fields)
    {
        Name = $"{fields.TypeName}SortInput";
        Description = "One sort key: give exactly one field. Further keys go into further objects of the list, the most significant first.";
        foreach (var field in fields.Fields)
        {
            if (InputTypes.SortOf(field) is { } type)
            {
                Field(field.Name, type).Description(field.Description).Cost(CostBuilder.OfCommand);
            }
        }
    }
}

/// <summary>Turns an <c>order</c> argument, as the engine coerced it, into sort keys; refuses what has no meaning.</summary>
internal static class SortReader
{
    /// <summary>The keys; none when there is no order.</summary>
    /// <exception cref="RefusedException">The order has no meaning (<see cref="InvalidOrder"/>).</exception>
    public static PerDocument<IReadOnlyList<SortKey<T>>> Order<T>(FieldSet<T> fields) where T : class =>
        new(context => Read(fields, context.GetArgument<IEnumerable<IDictionary<string, object?>?>?>("order")), "order");

    private static IReadOnlyList<SortKey<T>> Read<T>(FieldSet<T> fields, IEnumerable<IDictionary<string, object?>?>? order) where T : class =>
        // The engine lets a variable that may be null into a list whose items may not.
        [.. (order ?? []).Select(key => ReadKey(fields, key ?? throw Refused("An object in 'order' must not be null. Leave it out.")))];

    private static SortKey<T> ReadKey<T>(FieldSet<T> fields, IDictionary<string, object?> key)
    {
        if (key.Count != 1)
        {
            throw Refused($"Each object in 'order' must have exactly one field, but one has {key.Count}. Put several keys into several objects, the most significant first.");
        }

        var (name, value) = key.Single();
        return (fields[name], value) switch
        {
            (_, null) => throw Refused($"'order.{name}' must not be null. Leave it out, or give ASC or DESC."),
            (ValueField<T> field, bool descending) => SortKey<T>.By(field, descending),
            (ReferenceField<T, User> field, IDictionary<string, object?> nested) => SortKey<T>.By(field, ReadKey(field.Target(), nested)),
            _ => throw new NotSupportedException($"No order by '{name}'."),
        };
    }

    private static RefusedException Refused(string message) => new(new InvalidOrder(message));
}
