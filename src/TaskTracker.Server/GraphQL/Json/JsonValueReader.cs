using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using GraphQL;
using TaskTracker.Core;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Json;

/// <summary>JSON values as the engine takes them: dictionaries, lists, strings, booleans and the narrowest number that holds the value.</summary>
internal static class JsonValueReader
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>The object at the reader's position; of two members with one name the last counts.</summary>
    public static Inputs ReadInputs(ref Utf8JsonReader reader)
    {
        var members = ReadObject(ref reader);
        return members.Count == 0 ? Inputs.Empty : new(members);
    }

    private static Dictionary<string, object?> ReadObject(ref Utf8JsonReader reader)
    {
        var members = new Dictionary<string, object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            members[name] = ReadValue(ref reader);
        }

        return members;
    }

    private static List<object?> ReadList(ref Utf8JsonReader reader)
    {
        var items = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return items;
    }

    private static object? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => True,
        JsonTokenType.False => False,
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadList(ref reader),
        _ => null,
    };

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt32(out var small))
        {
            return small;
        }

        if (reader.TryGetInt64(out var large))
        {
            return large;
        }

        // An ID may be an integer of any size.
        if (reader.ValueSpan.Length <= TextRules.MaximumDigits && reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
        {
            return BigInteger.Parse(Encoding.ASCII.GetString(reader.ValueSpan), CultureInfo.InvariantCulture);
        }

        return reader.TryGetDouble(out var real) && double.IsFinite(real)
            ? real
            : throw new CodedError(
                ErrorCodes.BadRequest, $"A number is too large. Send integers of at most {TextRules.MaximumDigits} digits and numbers that fit 64 bits.");
    }
}
