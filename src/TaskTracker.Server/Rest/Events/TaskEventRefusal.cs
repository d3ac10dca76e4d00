using System.Buffers;
using System.Text.Json;
using TaskTracker.Core;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest.Events;

/// <summary>How the event stream refuses a cursor: 410 for one whose changes are gone, 422 for one that was never ours.</summary>
internal static class TaskEventRefusal
{
    public static IResult Of(Failure failure, HttpRequest request, QueryFields query) => failure switch
    {
        AccessRefusal refusal => AccessAnswer.Of(refusal),
        CursorExpired expired => new JsonAnswer(StatusCodes.Status410Gone, writer => Write(writer, expired)),
        InvalidChangeCursor { Argument: LastEventId.Header } invalid =>
            RestAnswer.Invalid([InputError.ValueError(["header", "last-event-id"], invalid.Message, LastEventId.Of(request))]),
        InvalidChangeCursor invalid => RestAnswer.Invalid([InputError.ValueError(["query", invalid.Argument], invalid.Message, query[invalid.Argument])]),
        _ => throw new InvalidOperationException($"{failure.Code} has no place in an event stream."),
    };

    /// <summary>The same once the stream has begun, for its last event.</summary>
    public static ReadOnlySpan<byte> Json(Failure failure)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.WriterOptions))
        {
            Write(writer, failure);
        }

        return buffer.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter writer, Failure failure)
    {
        writer.WriteStartObject();
        writer.WriteString("detail", failure.Message);
        writer.WriteString("code", failure.Code);
        if (failure is CursorExpired expired)
        {
            writer.WriteString("oldest", expired.OldestCursor);
        }

        writer.WriteEndObject();
    }
}
