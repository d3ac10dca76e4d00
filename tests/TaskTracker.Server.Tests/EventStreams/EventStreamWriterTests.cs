using System.IO.Pipelines;
using System.Text;
using TaskTracker.Server.EventStreams;

namespace TaskTracker.Server.Tests.EventStreams;

public sealed class EventStreamWriterTests
{
    [Theory]
    [InlineData("{}", "data: {}\n")]
    [InlineData("", "data: \n")]
    [InlineData("a\nb", "data: a\ndata: b\n")]
    [InlineData("a\r\nb\rc", "data: a\ndata: b\ndata: c\n")]
    [InlineData("a\n", "data: a\ndata: \n")]
    [InlineData("é🏃\u2028", "data: é🏃\u2028\n")]
    public async Task Every_line_of_the_data_is_a_line_of_the_stream(string data, string expected) =>
        Assert.Equal($"event: next\n{expected}\n", await WrittenAsync(writer => writer.WriteEvent("next"u8, null, Encoding.UTF8.GetBytes(data))));

    [Fact]
    public async Task An_id_a_heartbeat_and_a_delay_are_spelled_as_the_format_has_it() => Assert.Equal(
        "retry: 2000\n\nevent: next\nid: 7\ndata: x\n\n:\n\n",
        await WrittenAsync(writer =>
        {
            writer.WriteRetry(TimeSpan.FromSeconds(2));
            writer.WriteEvent("next"u8, "7", "x"u8);
            writer.WriteHeartbeat();
        }));

    [Fact]
    public async Task What_is_pending_is_counted_until_it_is_flushed()
    {
        var pipe = new Pipe();
        var writer = new EventStreamWriter(pipe.Writer);
        writer.WriteEvent("next"u8, "7", "x"u8);
        Assert.Equal("event: next\nid: 7\ndata: x\n\n".Length, writer.Pending);
        await writer.FlushAsync(default);
        Assert.Equal(0, writer.Pending);
    }

    private static async Task<string> WrittenAsync(Action<EventStreamWriter> write)
    {
        var pipe = new Pipe();
        write(new(pipe.Writer));
        await pipe.Writer.CompleteAsync();
        return Encoding.UTF8.GetString((await pipe.Reader.ReadAsync()).Buffer.FirstSpan);
    }
}
