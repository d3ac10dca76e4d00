using TaskTracker.Core.Filtering;

namespace TaskTracker.Schema.Filters;

/// <summary>An operator as the schema spells it.</summary>
/// <param name="Name">Hot Chocolate's name.</param>
/// <param name="Operator">What it compares.</param>
/// <param name="IsNegated">Whether it matches the other rows.</param>
/// <param name="Description">For API users.</param>
internal sealed record OperatorName(string Name, Operator Operator, bool IsNegated, string Description)
{
    /// <summary>Whether the operand is a list.</summary>
    public bool TakesList => Operator == Operator.In;

    /// <summary>Whether null is an operand.</summary>
    public bool TakesNull => Operator == Operator.Equal;
}

/// <summary>The operators of each kind of value, as Hot Chocolate names them.</summary>
internal static class Operators
{
    public static readonly IReadOnlyList<OperatorName> OfEquality =
    [
        new("eq", Operator.Equal, false, "Equal. `eq: null` matches where there is no value."),
        new("neq", Operator.Equal, true, "Not equal. `neq: null` matches where there is a value."),
        new("in", Operator.In, false, "One of these; null in the list matches where there is no value. An empty list matches nothing."),
        new("nin", Operator.In, true, "None of these. An empty list matches everything."),
    ];

    public static readonly IReadOnlyList<OperatorName> OfOrder =
    [
        .. OfEquality,
        new("gt", Operator.Greater, false, "Greater."),
        new("ngt", Operator.Greater, true, "Not greater."),
        new("gte", Operator.GreaterOrEqual, false, "Greater or equal."),
        new("ngte", Operator.GreaterOrEqual, true, "Neither greater nor equal."),
        new("lt", Operator.Less, false, "Less."),
        new("nlt", Operator.Less, true, "Not less."),
        new("lte", Operator.LessOrEqual, false, "Less or equal."),
        new("nlte", Operator.LessOrEqual, true, "Neither less nor equal."),
    ];

    public static readonly IReadOnlyList<OperatorName> OfText =
    [
        OfEquality[0],
        OfEquality[1],
        new("contains", Operator.Contains, false, "Contains this text; case and accents matter. Every text contains the empty one."),
        new("ncontains", Operator.Contains, true, "Does not contain this text, or there is no value."),
        OfEquality[2],
        OfEquality[3],
        new("startsWith", Operator.StartsWith, false, "Starts with this text; case and accents matter."),
        new("nstartsWith", Operator.StartsWith, true, "Does not start with this text, or there is no value."),
        new("endsWith", Operator.EndsWith, false, "Ends with this text; case and accents matter."),
        new("nendsWith", Operator.EndsWith, true, "Does not end with this text, or there is no value."),
    ];

    /// <summary>The operators for the values of a field.</summary>
    public static IReadOnlyList<OperatorName> For(Type valueType) =>
        valueType == typeof(string) ? OfText : valueType.IsEnum ? OfEquality : OfOrder;
}
