using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TaskTracker.Core.Paging;

/// <summary>The cursors of a list in this order.</summary>
internal sealed class SortCursors<T>(ReadOnlyMemory<byte> key, Sort<T> sort) : ICursors
{
    public string Encode(object?[] values) => Cursor.Encode(key.Span, sort.Signature, values);

    public object?[]? Decode(string cursor) => Cursor.Decode(key.Span, sort, cursor);

    public Failure Refuse(string argument) => new InvalidCursor(argument);
}

/// <summary>How the cursors of a list are written.</summary>
internal interface ICursors
{
    /// <summary>The cursor of a row with these sort keys.</summary>
    string Encode(object?[] values);

    /// <summary>The sort keys, typed as the keys are; null when the cursor is not one of this list.</summary>
    object?[]? Decode(string cursor);

    /// <summary>The refusal of a cursor that is not one of this list.</summary>
    Failure Refuse(string argument);
}

/// <summary>
/// A place in an ordered list: the sort keys of a row, which name the place even after the row is gone. Sealed with
/// the store's key and the order's signature, so that a cursor that was forged, belongs to another store or was made
/// for another order is refused (docs/decisions/0004-cursors.md).
/// </summary>
internal static class Cursor
{
    private const int SealLength = 8;

    // A cursor holds up to eight texts; longer than any that we make is not one of ours.
    private const int MaximumLength = 1 << 20;

    public static string Encode(ReadOnlySpan<byte> key, string signature, object?[] values)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        foreach (var value in values)
        {
            switch (value)
            {
                case null:
                    writer.Write((byte)0);
                    break;
                case string text:
                    writer.Write((byte)1);
                    writer.Write(text);
                    break;
                case DateTime time:
                    writer.Write((byte)2);
                    writer.Write7BitEncodedInt64(time.Ticks);
                    break;
                case DateOnly day:
                    writer.Write((byte)4);
                    writer.Write7BitEncodedInt(day.DayNumber);
                    break;
                default:
                    writer.Write((byte)3);
                    writer.Write7BitEncodedInt(Convert.ToInt32(value, null));
                    break;
            }
        }

        var payload = stream.ToArray();
        return Base64Url.EncodeToString([.. Seal(key, signature, payload), .. payload]);
    }

    /// <summary>The values, typed as the keys are; null when the cursor is not one of this store and order.</summary>
    public static object?[]? Decode<T>(ReadOnlySpan<byte> key, Sort<T> sort, string cursor)
    {
        if (cursor.Length > MaximumLength || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        // The seal does not hold together what decoding passes over: white space, padding, bits behind the last byte.
        if (bytes.Length <= SealLength || Base64Url.EncodeToString(bytes) != cursor)
        {
            return null;
        }

        var payload = bytes.AsSpan(SealLength);
        if (!CryptographicOperations.FixedTimeEquals(Seal(key, sort.Signature, payload), bytes.AsSpan(0, SealLength)))
        {
            return null;
        }

        // The seal holds, so we wrote this ourselves: from here on there is nothing to doubt.
        using var reader = new BinaryReader(new MemoryStream(bytes, SealLength, payload.Length), Encoding.UTF8);
        return [.. sort.Keys.Select(sortKey => Read(reader, Nullable.GetUnderlyingType(sortKey.Selector.ReturnType) ?? sortKey.Selector.ReturnType))];
    }

    private static object? Read(BinaryReader reader, Type type) => reader.ReadByte() switch
    {
        0 => null,
        1 => reader.ReadString(),
        2 => new DateTime(reader.Read7BitEncodedInt64(), DateTimeKind.Utc),
        4 => DateOnly.FromDayNumber(reader.Read7BitEncodedInt()),
        _ => type.IsEnum ? Enum.ToObject(type, reader.Read7BitEncodedInt()) : reader.Read7BitEncodedInt(),
    };

    private static byte[] Seal(ReadOnlySpan<byte> key, string signature, ReadOnlySpan<byte> payload)
    {
        var name = Encoding.UTF8.GetBytes(signature);
        var sealedBytes = new byte[sizeof(int) + name.Length + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(sealedBytes, name.Length);
        name.CopyTo(sealedBytes, sizeof(int));
        payload.CopyTo(sealedBytes.AsSpan(sizeof(int) + name.Length));
        return HMACSHA256.HashData(key, sealedBytes)[..SealLength];
    }
}
