using System.Globalization;
using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using TaskTracker.Core;

namespace TaskTracker.Schema.Scalars;

/// <summary>A moment, as https://scalars.graphql.org/chillicream/date-time.html says: RFC 3339 with an offset.</summary>
internal sealed partial class DateTimeScalar : ScalarGraphType
{
    private const string Pattern = @"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)\z";

    public DateTimeScalar()
    {
        Name = "DateTime";
        Description = "A moment in time as RFC 3339 with an offset, such as `2026-05-01T12:00:00.123456Z`. Answers are in UTC with up to six "
            + "digits of a second; a seventh digit of an input is cut.";
        this.ApplyDirective(SpecifiedByDirective.DirectiveName, "url", "https://scalars.graphql.org/chillicream/date-time.html");
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
        DateTime time => time,
        string text => Parse(text) ?? ThrowValueConversionError(value),
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value switch
    {
        null => null,
        DateTime time => Clock.Text(time),
        _ => ThrowSerializationError(value),
    };

    private static object? Parse(string text) =>
        Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? Clock.Cut(time.UtcDateTime)
            : null;

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
