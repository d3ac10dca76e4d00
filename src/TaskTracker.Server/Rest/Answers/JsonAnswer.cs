using System.Buffers;
using System.Text.Json;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>An answer in JSON as the legacy server wrote it: no charset, no spaces, nothing escaped that JSON lets stand.</summary>
internal sealed class JsonAnswer(int status, Action<Utf8JsonWriter> write, string? entityTag = null) : IResult
{
    public const string ContentType = "application/json";

    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = MinimalEscaping.Instance };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        await using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            write(writer);
        }

        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = buffer.WrittenCount;
        if (entityTag is not null)
        {
            response.Headers.ETag = entityTag;
        }

        await response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
    }
}
