using System.Globalization;
using System.Text.Json;
using TaskTracker.Core;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>Why something is not an integer.</summary>
internal enum IntegerProblem
{
    None,
    Type,
    Text,
    TooManyDigits,
    Fraction,
    Infinite,
}

/// <summary>
/// Integers as pydantic 2 reads them: "007", " 7 ", "+7", "1_000", "7.0", 7.0 and true are integers. They have no bound;
/// one beyond 64 bits becomes the nearest that has 64, which no id and no number of rows comes near.
/// </summary>
internal static class IntegerInput
{
    public static IntegerProblem Read(JsonElement element, out long value)
    {
        value = 0;
        switch (element.ValueKind)
        {
            case JsonValueKind.Number:
                return ReadNumber(element, out value);
            case JsonValueKind.String:
                return JsonText.TryRead(element, out var text) ? Read(text, out value) : IntegerProblem.Text;
            case JsonValueKind.True or JsonValueKind.False:
                value = element.ValueKind == JsonValueKind.True ? 1 : 0;
                return IntegerProblem.None;
            default:
                return IntegerProblem.Type;
        }
    }

    public static IntegerProblem Read(string text, out long value)
    {
        value = 0;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > TextRules.MaximumDigits)
        {
            return IntegerProblem.TooManyDigits;
        }

        var negative = trimmed is ['-', ..];
        var digits = trimmed is ['-' or '+', .. var rest] ? rest : trimmed;
        var point = digits.IndexOf('.');
        if (point > 0 && point < digits.Length - 1 && digits[(point + 1)..].TrimEnd('0').IsEmpty)
        {
            digits = digits[..point];
        }

        var mayGroup = false;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c) && !(c == '_' && mayGroup))
            {
                return IntegerProblem.Text;
            }

            mayGroup = c != '_';
            value = c == '_' ? value : Append(value, c - '0');
        }

        value = negative ? -value : value;
        return mayGroup ? IntegerProblem.None : IntegerProblem.Text;
    }

    private static IntegerProblem ReadNumber(JsonElement element, out long value)
    {
        var text = element.GetRawText();
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            return Read(text, out value);
        }

        var number = double.Parse(text, CultureInfo.InvariantCulture);
        value = double.IsFinite(number) ? (long)number : 0;
        return !double.IsFinite(number) ? IntegerProblem.Infinite
            : Math.Floor(number) == number ? IntegerProblem.None
            : IntegerProblem.Fraction;
    }

    private static long Append(long value, int digit) => value > (long.MaxValue - digit) / 10 ? long.MaxValue : (value * 10) + digit;
}
