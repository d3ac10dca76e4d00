using GraphQL.Types;
using TaskTracker.Core.Filtering;
using TaskTracker.Schema.Costs;

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
    /// <summary>The database tries the filter for items of every row; one in the other, three deep, kept it busy for hours.</summary>
    private const double TimesOfItems = 10;

    protected ListFilterInput(string filterName)
    {
        Name = $"ListFilterInputTypeOf{filterName}";
        Description = "What must be true of a list. Several conditions in one object must all hold.";
        Field<TFilter>("all").Description("Every item matches. True of an empty list.").Cost(CostBuilder.OfCommand).Times(TimesOfItems);
        Field<TFilter>("none").Description("No item matches.").Cost(CostBuilder.OfCommand).Times(TimesOfItems);
        Field<TFilter>("some").Description("At least one item matches.").Cost(CostBuilder.OfCommand).Times(TimesOfItems);
        Field<BooleanGraphType>("any").Description("Whether there is an item at all.").Cost(CostBuilder.OfCommand);
    }
}
