using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace TaskTracker.Benchmarks.Load;

/// <summary>Subscribes by graphql-transport-ws.</summary>
internal sealed class WebSocketSubscriber(SeenChanges seen, int bufferSize) : Subscriber(seen, bufferSize)
{
    public override void Follow(Uri server, string after)
    {
        Connect(server);
        Send(Encoding.ASCII.GetBytes(
            $"GET /graphql HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"));
        var handshake = Await("\r\n\r\n");
        if (!handshake.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new IOException(handshake);
        }

        SendText("""{"type":"connection_init"}"""u8);
        Await("""{"type":"connection_ack"}""");
        SendText(JsonSerializer.SerializeToUtf8Bytes(new { id = "1", type = "subscribe", payload = new { query = Subscription, variables = new { after } } }));
        Listen();
    }

    protected override int Read(Span<byte> arrived)
    {
        var now = DateTime.UtcNow.Ticks;
        var done = 0;
        while (Frame(arrived[done..]) is var (start, end) && end <= arrived.Length - done)
        {
            var message = arrived.Slice(done + start, end - start);
            if (message.StartsWith("""{"type":"ping"}"""u8))
            {
                SendText("""{"type":"pong"}"""u8);
            }
            else if (message.StartsWith("""{"id":"1","type":"next","""u8))
            {
                Seen.Note(message, now);
            }
            else
            {
                throw new InvalidDataException(Encoding.UTF8.GetString(message));
            }

            done += end;
        }

        return done;
    }

    // Where the payload of the first frame begins and ends; its end is beyond everything while its head is not whole.
    private static (int Start, int End) Frame(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x81, < 126 and var length, ..] => (2, 2 + length),
        [0x81, 126, _, _, ..] => (4, 4 + BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
        { Length: < 4 } or [0x81, 126, ..] => (0, int.MaxValue),
        _ => throw new InvalidDataException($"Not a whole text of up to 65,535 bytes: {Convert.ToHexString(bytes[..4])}."),
    };

    // Masked with zeros, which leaves the text as it is.
    private void SendText(ReadOnlySpan<byte> text)
    {
        Span<byte> head = [0x81, 0x80 | 126, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)text.Length);
        Send([.. head, .. text]);
    }
}
