using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using TaskTracker.Core;

namespace TaskTracker.Schema.Nodes;

/// <summary>
/// Ids as the schema shows them: <c>Task:5</c> in base 64, as in Hot Chocolate and Relay. Where the type is known,
/// the number alone is understood as well.
/// </summary>
internal static class GlobalId
{
    /// <summary>The global id of a row.</summary>
    public static string Of(string typeName, int id)
    {
        Span<byte> bytes = stackalloc byte[64];
        Utf8.TryWrite(bytes, CultureInfo.InvariantCulture, $"{typeName}:{id}", out var length);
        return Convert.ToBase64String(bytes[..length]);
    }

    /// <summary>The type and number in a global id, or null when it is none.</summary>
    public static (string TypeName, int Id)? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (text.Length > 64 || !Convert.TryFromBase64String(text, bytes, out var length))
        {
            return null;
        }

        bytes = bytes[..length];
        var colon = bytes.IndexOf((byte)':');
        return colon > 0
            && Utf8Parser.TryParse(bytes[(colon + 1)..], out int id, out var consumed) && consumed == length - colon - 1
            && Encoding.UTF8.GetString(bytes[..colon]) is var typeName && Of(typeName, id) == text
                ? (typeName, id)
                : null;
    }

    /// <summary>The number in an <c>ID</c> argument that must name a <paramref name="typeName"/>.</summary>
    /// <param name="typeName">The type, such as <c>Task</c>.</param>
    /// <param name="argument">What the engine made of the argument: text or a number.</param>
    /// <param name="id">The number; the nearest <c>int</c>, which no row has, when it lies beyond all rows.</param>
    /// <returns>False when the argument is neither a number nor a global id of that type.</returns>
    public static bool TryRead(string typeName, object? argument, out int id)
    {
        var text = Text(argument);
        if (Parse(text) is { } global && global.TypeName == typeName)
        {
            id = global.Id;
            return true;
        }

        id = 0;
        if (text.Length > TextRules.MaximumDigits || !BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        id = (int)BigInteger.Clamp(number, int.MinValue, int.MaxValue);
        return true;
    }

    /// <summary>An <c>ID</c> argument as the caller wrote it.</summary>
    public static string Text(object? argument) => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "";

    /// <summary>As <see cref="TryRead"/>, refusing at the current field.</summary>
    public static int ReadOrRefuse(string typeName, string argumentName, object? argument) =>
        TryRead(typeName, argument, out var id) ? id : throw new RefusedException(new InvalidInput(argumentName, new InputProblem.NotAnId(typeName)));
}
