using System.Text.Json;
using TaskTracker.Core;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>Something wrong with a request, in pydantic 2's types and words, which legacy clients match.</summary>
/// <param name="Type">Pydantic's name of the rule.</param>
/// <param name="Location">Where: <c>path</c>, <c>query</c> or <c>body</c>, then the field or, for broken JSON, the character's offset.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Input">What was given: a text, a <see cref="JsonElement"/> or null.</param>
/// <param name="Context">The rule's bound.</param>
internal sealed record InputError(
    string Type, IReadOnlyList<object> Location, string Message, object? Input, (string Name, object? Value)? Context = null)
{
    private static readonly JsonElement EmptyObject = JsonElement.Parse("{}");

    public static InputError Missing(IReadOnlyList<object> location, object? input) => new("missing", location, "Field required", input);

    public static InputError NotAnObject(object? input) =>
        new("model_attributes_type", ["body"], "Input should be a valid dictionary or object to extract fields from", input);

    public static InputError NotJson(JsonFault fault) =>
        new("json_invalid", ["body", fault.Offset], "JSON decode error", EmptyObject, ("error", fault.Message));

    public static InputError NotAString(IReadOnlyList<object> location, object? input) =>
        new("string_type", location, "Input should be a valid string", input);

    public static InputError NotUnicode(IReadOnlyList<object> location, object? input) =>
        new("string_unicode", location, "Input should be a valid string, unable to parse raw data as a unicode string", input);

    public static InputError NotAStatus(IReadOnlyList<object> location, object? input, StatusNames names) =>
        new("enum", location, $"Input should be {names.Expected}", input, ("expected", names.Expected));

    public static InputError NotAKind(IReadOnlyList<object> location, object? input) =>
        new("enum", location, $"Input should be {ChangeNames.Expected}", input, ("expected", ChangeNames.Expected));

    public static InputError NotAnInteger(IReadOnlyList<object> location, object? input, IntegerProblem problem) => problem switch
    {
        IntegerProblem.Type => new("int_type", location, "Input should be a valid integer", input),
        IntegerProblem.Text => new("int_parsing", location, "Input should be a valid integer, unable to parse string as an integer", input),
        IntegerProblem.TooManyDigits => new("int_parsing_size", location, "Unable to parse input string as an integer, exceeded maximum size", input),
        IntegerProblem.Fraction => new("int_from_float", location, "Input should be a valid integer, got a number with a fractional part", input),
        IntegerProblem.Infinite => new("finite_number", location, "Input should be a finite number", input),
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, null),
    };

    public static InputError Negative(IReadOnlyList<object> location, object? input) =>
        new("greater_than_equal", location, "Input should be greater than or equal to 0", input, ("ge", 0));

    /// <summary>A rule that pydantic has no type for.</summary>
    public static InputError ValueError(IReadOnlyList<object> location, string message, object? input) =>
        new("value_error", location, $"Value error, {message}", input, ("error", EmptyObject));

    /// <summary>A rule of Core's.</summary>
    public static InputError Of(InvalidInput invalid, IReadOnlyList<object> location, object? input) => invalid.Problem switch
    {
        InputProblem.TooShort(var minimum) => new(
            "string_too_short", location, $"String should have at least {minimum} character{(minimum == 1 ? "" : "s")}", input, ("min_length", minimum)),
        InputProblem.TooLong(var maximum) => new(
            "string_too_long", location, $"String should have at most {maximum} character{(maximum == 1 ? "" : "s")}", input, ("max_length", maximum)),
        InputProblem.NotAnEmailAddress(var reason) => new(
            "value_error", location, $"value is not a valid email address: {reason}", input, ("reason", reason)),
        _ => ValueError(location, invalid.Message, input),
    };
}
