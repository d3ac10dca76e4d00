using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace TaskTracker.Benchmarks.Load;

/// <summary>Follows an event stream of HTTP/1.1.</summary>
internal sealed class EventStreamSubscriber : Subscriber
{
    private readonly Func<Uri, string, string> request;
    private readonly byte[] text;
    private int textLength;
    private int leftOfChunk;

    private EventStreamSubscriber(SeenChanges seen, int bufferSize, Func<Uri, string, string> request)
        : base(seen, bufferSize) => (this.request, text) = (request, new byte[bufferSize * 2]);

    /// <summary>One of GraphQL's.</summary>
    public static EventStreamSubscriber OfGraphQL(SeenChanges seen, int bufferSize) => new(seen, bufferSize, (server, after) =>
    {
        var body = JsonSerializer.Serialize(new { query = Subscription, variables = new { after } });
        return $"POST /graphql HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    });

    /// <summary>One of REST's.</summary>
    public static EventStreamSubscriber OfRest(SeenChanges seen, int bufferSize) => new(seen, bufferSize, (server, after) =>
        $"GET /tasks/events?kinds=status_changed&after={after} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: text/event-stream\r\n\r\n");

    public override void Follow(Uri server, string after)
    {
        Connect(server);
        Send(Encoding.ASCII.GetBytes(request(server, after)));
        var answer = Await("\r\n\r\n");
        if (!answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
        {
            throw new IOException(answer);
        }

        Listen();
    }

    protected override int Read(Span<byte> arrived)
    {
        var now = DateTime.UtcNow.Ticks;
        var done = 0;
        while (true)
        {
            if (leftOfChunk > 0)
            {
                var piece = arrived.Slice(done, Math.Min(leftOfChunk, arrived.Length - done));
                piece.CopyTo(text.AsSpan(textLength));
                (textLength, leftOfChunk, done) = (textLength + piece.Length, leftOfChunk - piece.Length, done + piece.Length);
            }

            // The end of a chunk, or the size of the next.
            var line = arrived[done..].IndexOf("\r\n"u8);
            if (line < 0 || leftOfChunk > 0)
            {
                break;
            }

            _ = line > 0 && Utf8Parser.TryParse(arrived.Slice(done, line), out leftOfChunk, out _, 'x');
            done += line + 2;
        }

        NoteEvents(now);
        return done;
    }

    private void NoteEvents(long now)
    {
        var all = text.AsSpan(0, textLength);
        while (all.IndexOf("\n\n"u8) is var length and >= 0)
        {
            if (all[..length].IndexOf("data: "u8) is var data and >= 0)
            {
                Seen.Note(all[data..length], now);
            }

            all = all[(length + 2)..];
        }

        all.CopyTo(text);
        textLength = all.Length;
    }
}
