using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TaskTracker.Core.Changes;

/// <summary>
/// A place in the change log as callers hold it: the position and a seal with the store's key, in hexadecimal. Cursors of one
/// store compare, as texts, in the order of the log. It names what has been seen: reading goes on after it.
/// </summary>
internal static class ChangeCursor
{
    private const int SealLength = 8;

    public static string Encode(ReadOnlySpan<byte> key, long sequence)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + SealLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sequence);
        Seal(key, bytes[..sizeof(long)], bytes[sizeof(long)..]);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>The sequence, or null when the cursor is not one of this store's log.</summary>
    public static long? Decode(ReadOnlySpan<byte> key, string cursor)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + SealLength];
        if (cursor.Length != bytes.Length * 2 || Convert.FromHexString(cursor, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        Span<byte> seal = stackalloc byte[SealLength];
        Seal(key, bytes[..sizeof(long)], seal);
        return CryptographicOperations.FixedTimeEquals(seal, bytes[sizeof(long)..]) ? BinaryPrimitives.ReadInt64BigEndian(bytes) : null;
    }

    private static void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> position, Span<byte> seal)
    {
        Span<byte> named = stackalloc byte["changes:".Length + sizeof(long)];
        "changes:"u8.CopyTo(named);
        position.CopyTo(named["changes:".Length..]);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, named, hash);
        hash[..SealLength].CopyTo(seal);
    }
}
