using System.Text.Json;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>
/// An array that is sent while it is read, however long it is. What fails before the first bytes are sent still gets
/// a status of its own; what fails later breaks the connection off.
/// </summary>
internal sealed class JsonArrayAnswer<T>(IAsyncEnumerable<T> rows, Action<Utf8JsonWriter, T> write) : IResult
{
    private const int FlushAtBytes = 32 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var left = httpContext.RequestAborted;
        response.ContentType = JsonAnswer.ContentType;
        await using var writer = new Utf8JsonWriter(response.BodyWriter, JsonAnswer.WriterOptions);
        writer.WriteStartArray();
        var flushed = 0L;
        await foreach (var row in rows.WithCancellation(left))
        {
            write(writer, row);
            if (writer.BytesCommitted + writer.BytesPending - flushed > FlushAtBytes)
            {
                // Waits for a slow client, so that no more than this is ever held for it.
                writer.Flush();
                flushed = writer.BytesCommitted;
                await response.BodyWriter.FlushAsync(left);
            }
        }

        writer.WriteEndArray();
    }
}
