using System.Text.Json;
using GraphQL;
using TaskTracker.Server.GraphQL.Json;

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

    public static PooledBuffer Next(ReadOnlySpan<byte> beforePayload, ReadOnlySpan<byte> payload)
    {
        var message = new PooledBuffer(beforePayload.Length + payload.Length + 1);
        message.Append(beforePayload);
        message.Append(payload);
        message.Append("}"u8);
        return message;
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
