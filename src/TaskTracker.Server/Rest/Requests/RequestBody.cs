using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>A request's body, read as FastAPI reads it. At most one of <see cref="Value"/> and <see cref="Refusal"/> is set.</summary>
/// <param name="Value">The JSON value, or the text when the media type is not JSON; null when there is no body or it is null.</param>
/// <param name="Refusal">The answer to a body that cannot be read.</param>
internal sealed record RequestBody(JsonElement? Value, IResult? Refusal = null)
{
    /// <summary>The body as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>Longest body that is read, in bytes: room for the longest description, escaped six to one, many times over.</summary>
    public const int MaximumBytes = 1024 * 1024;

    public static readonly RequestBody None = new((JsonElement?)null);

    /// <summary>The answer to a body that is larger.</summary>
    public static IResult TooLarge => RestAnswer.Detail(StatusCodes.Status413PayloadTooLarge, $"The body must have at most {MaximumBytes} bytes");

    /// <summary>The answer to a body that is not what it says it is.</summary>
    public static IResult Unreadable => RestAnswer.Detail(StatusCodes.Status400BadRequest, "There was an error parsing the body");

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonFault.MaximumDepth };

    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await ReadBytesAsync(request, cancellationToken) is not { } bytes)
        {
            return new(null, TooLarge);
        }

        if (bytes.Length == 0)
        {
            return None;
        }

        if (!IsJson(request.ContentType))
        {
            return new(JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(bytes))) { Bytes = bytes };
        }

        if (!Utf8.IsValid(bytes))
        {
            return new(null, Unreadable);
        }

        var json = bytes.AsMemory(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        try
        {
            var root = JsonElement.Parse(json.Span, Options);
            return new(root.ValueKind == JsonValueKind.Null ? null : root) { Bytes = bytes };
        }
        catch (JsonException)
        {
            return new(null, RestAnswer.Invalid([InputError.NotJson(JsonFault.Find(Encoding.UTF8.GetString(json.Span)))]));
        }
    }

    /// <summary>All bytes of the body; null when there are too many.</summary>
    public static async Task<byte[]?> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > MaximumBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    // Without a type it is taken for JSON: scripts written against the legacy server send none.
    private static bool IsJson(string? contentType)
    {
        var mediaType = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return mediaType is "" or "application/json"
            || (mediaType.StartsWith("application/", StringComparison.Ordinal) && mediaType.EndsWith("+json", StringComparison.Ordinal));
    }
}
