using GraphQL.Types;
using TaskTracker.Core.Filtering;

namespace TaskTracker.Schema.Filters;

/// <summary>The <c>where</c> of a <typeparamref name="T"/>, made of its <see cref="FieldSet{T}"/>.</summary>
internal abstract class FilterInput<T> : InputObjectGraphType where T : class
{
    protected FilterInput(FieldSet<T> fields)
    {
        Name = $"{fields.TypeName}FilterInput";
        Description = $"Which {fields.TypeName.ToLowerInvariant()}s. Several fields in one object must all match; an empty object matches everything. "
            + "Null is refused where an operator needs a value.";
        var list = typeof(ListGraphType<>).MakeGenericType(typeof(NonNullGraphType<>).MakeGenericType(GetType()));
        Field("and", list).Description("All of these must match. An empty list always does.");
        Field("or", list).Description("One of these must match. An empty list never does.");
        foreach (var field in fields.Fields)
        {
            Field(field.Name, InputTypes.FilterOf(field)).Description(field.Description);
        }
    }
}

/// <summary>The filter of the items of a collection.</summary>
internal abstract class ListFilterInput<TFilter> : InputObjectGraphType where TFilter : IGraphType
{
    protected ListFilterInput(string filterName)
    {
        Name = $"ListFilterInputTypeOf{filterName}";
        Description = "What a list must hold. Several in one object must all match.";
        Field<TFilter>("all").Description("Every item matches; an empty list does.");
        Field<TFilter>("none").Description("No item matches.");
        Field<TFilter>("some").Description("At least one item matches.");
        Field<BooleanGraphType>("any").Description("Whether there is an item at all.");
    }
}
