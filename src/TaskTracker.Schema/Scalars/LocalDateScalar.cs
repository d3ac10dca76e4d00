using System.Globalization;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace TaskTracker.Schema.Scalars;

/// <summary>A day, as https://scalars.graphql.org/chillicream/local-date.html says: the full-date of RFC 3339.</summary>
internal sealed class LocalDateScalar : ScalarGraphType
{
    private const string Format = "yyyy-MM-dd";

    public LocalDateScalar()
    {
        Name = "LocalDate";
        Description = "A day of the calendar without a time zone, such as `2026-05-01`.";
        this.ApplyDirective(SpecifiedByDirective.DirectiveName, "url", "https://scalars.graphql.org/chillicream/local-date.html");
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse((string)text.Value) ?? ThrowLiteralConversionError(value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        DateOnly day => day,
        string text => Parse(text) ?? ThrowValueConversionError(value),
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString(Format, CultureInfo.InvariantCulture),
        _ => ThrowSerializationError(value),
    };

    private static object? Parse(string text) => DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
