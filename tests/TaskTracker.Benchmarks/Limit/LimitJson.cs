using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace TaskTracker.Benchmarks.Limit;

/// <summary>The values of our answers, in our spelling.</summary>
internal static class LimitJson
{
    /// <summary>By their numbers in the store.</summary>
    public static readonly string[] Statuses = ["PENDING", "IN_PROGRESS", "COMPLETED"];

    public static void WriteGlobalId(this Utf8JsonWriter json, ReadOnlySpan<byte> type, int id)
    {
        Span<byte> text = stackalloc byte[24];
        type.CopyTo(text);
        text[type.Length] = (byte)':';
        Utf8Formatter.TryFormat(id, text[(type.Length + 1)..], out var length);
        Span<byte> encoded = stackalloc byte[32];
        Base64.EncodeToUtf8(text[..(type.Length + 1 + length)], encoded, out _, out var written);
        json.WriteString("id"u8, encoded[..written]);
    }

    public static void WriteUser(this Utf8JsonWriter json, string username)
    {
        json.WriteStartObject("user"u8);
        json.WriteString("username"u8, username);
        json.WriteEndObject();
    }

    /// <param name="json">Where to write.</param>
    /// <param name="name">The member.</param>
    /// <param name="microseconds">Since 1970.</param>
    /// <param name="zone">What ends it.</param>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long microseconds, ReadOnlySpan<byte> zone)
    {
        Span<byte> text = stackalloc byte[32];
        // GraphQL leaves out zeros at the end, REST a fraction that is nothing else.
        var fraction = !zone.IsEmpty ? "yyyy-MM-ddTHH:mm:ss.FFFFFF" : microseconds % 1_000_000 == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff";
        DateTime.UnixEpoch.AddMicroseconds(microseconds).TryFormat(text, out var length, fraction, CultureInfo.InvariantCulture);
        zone.CopyTo(text[length..]);
        json.WriteString(name, text[..(length + zone.Length)]);
    }

    public static long Microseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static string Text(long microseconds) => DateTime.UnixEpoch.AddMicroseconds(microseconds).ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
