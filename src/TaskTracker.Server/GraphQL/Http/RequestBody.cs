using System.Buffers;
using System.IO.Pipelines;
using System.Text.Unicode;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Http;

/// <summary>A request's body in memory.</summary>
internal static class RequestBody
{
    private const int FirstBuffer = 16_384;

    /// <summary>Reads the body to its end and hands its bytes, without a byte order mark, to <paramref name="read"/>.</summary>
    /// <exception cref="CodedError">The body has more than <paramref name="limit"/> bytes, or is not UTF-8.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpRequest request, int limit, Func<ReadOnlySpan<byte>, T> read, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }

        var reader = request.BodyReader;
        var first = await reader.ReadAsync(cancellationToken);
        if (first.IsCompleted && first.Buffer.IsSingleSegment)
        {
            // Nearly every request: it arrived in one piece, and is read where it lies.
            try
            {
                return read(Text(first.Buffer.FirstSpan, limit));
            }
            finally
            {
                reader.AdvanceTo(first.Buffer.End);
            }
        }

        return await GatherAsync(reader, first, limit, read, cancellationToken);
    }

    private static async ValueTask<T> GatherAsync<T>(
        PipeReader reader, ReadResult piece, int limit, Func<ReadOnlySpan<byte>, T> read, CancellationToken cancellationToken)
    {
        var gathered = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (true)
            {
                var needed = length + piece.Buffer.Length;
                if (needed > limit)
                {
                    reader.AdvanceTo(piece.Buffer.End);
                    throw TooLarge(limit);
                }

                gathered = Grow(gathered, length, (int)needed);
                piece.Buffer.CopyTo(gathered.AsSpan(length));
                length = (int)needed;
                reader.AdvanceTo(piece.Buffer.End);
                if (piece.IsCompleted)
                {
                    return read(Text(gathered.AsSpan(0, length), limit));
                }

                piece = await reader.ReadAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(gathered);
        }
    }

    private static byte[] Grow(byte[] buffer, int used, int needed)
    {
        if (needed <= buffer.Length)
        {
            return buffer;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> body, int limit)
    {
        if (body.Length > limit)
        {
            throw TooLarge(limit);
        }

        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        return Utf8.IsValid(body) ? body : throw new CodedError(ErrorCodes.BadRequest, "The body is not UTF-8. Encode the JSON as UTF-8.");
    }

    private static CodedError TooLarge(int limit) =>
        new(ErrorCodes.BodyTooLarge, $"The body has more than {limit} bytes, which is the most this server reads. Send less at once.");
}
