using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace TaskTracker.Server.EventStreams;

/// <summary>
/// Writes the event stream format (https://html.spec.whatwg.org/multipage/server-sent-events.html), on a connection straight into its
/// buffer. Nothing is sent before somebody flushes.
/// </summary>
internal sealed class EventStreamWriter(IBufferWriter<byte> output)
{
    /// <summary>When a client that lost its connection should come back.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    /// <summary>An event to be written as a block, over and over.</summary>
    public static byte[] Block(ReadOnlySpan<byte> name, string? id, ReadOnlySpan<byte> data)
    {
        var block = new ArrayBufferWriter<byte>(name.Length + data.Length + 80);
        new EventStreamWriter(block).WriteEvent(name, id, data);
        return block.WrittenSpan.ToArray();
    }

    /// <summary>What <see cref="Block"/> made.</summary>
    public void WriteBlock(ReadOnlySpan<byte> block) => output.Write(block);

    /// <summary>One event.</summary>
    /// <param name="name">Its type; ASCII without a line break.</param>
    /// <param name="id">What a client that reconnects sends as <c>Last-Event-ID</c>; ASCII without a line break. Null leaves the last one in force.</param>
    /// <param name="data">UTF-8. Each of its lines becomes a line of the stream; may be empty, and is still heard.</param>
    public void WriteEvent(ReadOnlySpan<byte> name, string? id, ReadOnlySpan<byte> data)
    {
        output.Write("event: "u8);
        output.Write(name);
        WriteId(id);
        WriteData(data);
        output.Write("\n\n"u8);
    }

    /// <summary>A line that clients pass over: it shows that the connection lives.</summary>
    public void WriteHeartbeat() => output.Write(":\n\n"u8);

    /// <summary>
    /// How long a client is to wait before it connects again, and perhaps where it is to go on until it has had an event: it takes an id
    /// without data over and tells nobody.
    /// </summary>
    public void WriteRetry(TimeSpan delay, string? id = null)
    {
        output.Write("retry: "u8);
        Utf8Formatter.TryFormat((long)delay.TotalMilliseconds, output.GetSpan(20), out var written);
        output.Advance(written);
        WriteId(id);
        output.Write("\n\n"u8);
    }

    private void WriteId(string? id)
    {
        if (id is not null)
        {
            output.Write("\nid: "u8);
            output.Advance(Encoding.ASCII.GetBytes(id, output.GetSpan(id.Length)));
        }
    }

    // A carriage return ends a line as well, and one before a line feed ends it together with it.
    private void WriteData(ReadOnlySpan<byte> data)
    {
        while (true)
        {
            output.Write("\ndata: "u8);
            var end = data.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                output.Write(data);
                return;
            }

            output.Write(data[..end]);
            data = data[(data[end..] is [(byte)'\r', (byte)'\n', ..] ? end + 2 : end + 1)..];
        }
    }
}
