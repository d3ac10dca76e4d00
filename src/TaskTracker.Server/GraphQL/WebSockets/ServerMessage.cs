using System.Buffers.Binary;
using System.Text.Json;
using GraphQL;
using TaskTracker.Server.GraphQL.Json;
using TaskTracker.Server.LiveChanges;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>Composes the server's messages.</summary>
internal static class ServerMessage
{
    public static readonly ReadOnlyMemory<byte> ConnectionAck = "{\"type\":\"connection_ack\"}"u8.ToArray();

    public static readonly ReadOnlyMemory<byte> Ping = "{\"type\":\"ping\"}"u8.ToArray();

    /// <summary>The answer to a ping, with its payload.</summary>
    public static PooledBuffer Pong(ReadOnlySpan<byte> payload)
    {
        var message = new PooledBuffer(payload.Length + 32);
        message.Append("{\"type\":\"pong\""u8);
        if (!payload.IsEmpty)
        {
            message.Append(",\"payload\":"u8);
            message.Append(payload);
        }

        message.Append("}"u8);
        return message;
    }

    /// <summary>What stands before the payload of each <c>next</c> of an operation.</summary>
    public static byte[] BeforeNextPayload(string id) =>
        [.. "{\"id\":\""u8, .. JsonEncodedText.Encode(id).EncodedUtf8Bytes, .. "\",\"type\":\"next\",\"payload\":"u8];

    /// <summary>A <c>next</c> for each event, as frames of the WebSocket protocol (RFC 6455, 5.2), which a server does not mask.</summary>
    /// <param name="beforePayload">See <see cref="BeforeNextPayload"/>.</param>
    /// <param name="events">The events, of which so many are taken as the limit lets in, at least one.</param>
    /// <param name="limit">How many bytes the frames may have, passed by one at most.</param>
    /// <param name="taken">How many were taken.</param>
    public static PooledBuffer NextFrames(ReadOnlySpan<byte> beforePayload, ReadOnlySpan<ChangeEvent> events, int limit, out int taken)
    {
        const byte wholeText = 0x81;
        const int head = 10;
        var length = 0;
        for (taken = 0; taken < events.Length && length < limit; taken++)
        {
            length += head + beforePayload.Length + events[taken].Payload.Length + 1;
        }

        var frames = new PooledBuffer(length);
        foreach (var change in events[..taken])
        {
            var message = beforePayload.Length + change.Payload.Length + 1;
            var span = frames.GetSpan(head);
            span[0] = wholeText;
            switch (message)
            {
                case < 126:
                    span[1] = (byte)message;
                    frames.Advance(2);
                    break;
                case <= ushort.MaxValue:
                    span[1] = 126;
                    BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)message);
                    frames.Advance(4);
                    break;
                default:
                    span[1] = 127;
                    BinaryPrimitives.WriteUInt64BigEndian(span[2..], (ulong)message);
                    frames.Advance(head);
                    break;
            }

            frames.Append(beforePayload);
            frames.Append(change.Payload.Span);
            frames.Append("}"u8);
        }

        return frames;
    }

    public static PooledBuffer Next(string id, ExecutionResult result) => Write(id, "next"u8, writer =>
    {
        writer.WritePropertyName("payload"u8);
        ResultWriter.Write(writer, result);
    });

    public static PooledBuffer Error(string id, ExecutionResult result) => Write(id, "error"u8, writer =>
    {
        writer.WritePropertyName("payload"u8);
        ResultWriter.WriteErrors(writer, result);
    });

    public static PooledBuffer Complete(string id) => Write(id, "complete"u8, _ => { });

    private static PooledBuffer Write(string id, ReadOnlySpan<byte> type, Action<Utf8JsonWriter> writePayload)
    {
        var message = new PooledBuffer(512);
        using var writer = new Utf8JsonWriter(message);
        writer.WriteStartObject();
        writer.WriteString("id"u8, id);
        writer.WriteString("type"u8, type);
        writePayload(writer);
        writer.WriteEndObject();
        writer.Flush();
        return message;
    }
}
