using System.Buffers;
using System.Text.Json;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>
/// An array that is sent while it is read, however long it is. What fails before the first part is sent still gets a
/// status of its own; what fails later breaks the connection off.
/// </summary>
internal sealed class JsonArrayAnswer<T>(IAsyncEnumerable<T> rows, Action<Utf8JsonWriter, T> write) : IResult
{
    // Well above the size of usual answers, which so are sent whole, with their length.
    private const int PartBytes = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = JsonAnswer.ContentType;

        // Not the response's own buffer, which would keep what was written before a failure.
        var part = new ArrayBufferWriter<byte>(4 * 1024);
        await using var writer = new Utf8JsonWriter(part, JsonAnswer.WriterOptions);
        writer.WriteStartArray();
        await foreach (var row in rows.WithCancellation(httpContext.RequestAborted))
        {
            write(writer, row);
            if (part.WrittenCount + writer.BytesPending > PartBytes)
            {
                await SendAsync();
            }
        }

        writer.WriteEndArray();
        if (!response.HasStarted)
        {
            response.ContentLength = part.WrittenCount + writer.BytesPending;
        }

        await SendAsync();

        async Task SendAsync()
        {
            writer.Flush();
            await response.Body.WriteAsync(part.WrittenMemory, httpContext.RequestAborted);
            await response.Body.FlushAsync(httpContext.RequestAborted);
            part.ResetWrittenCount();
        }
    }
}
