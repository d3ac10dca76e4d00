using System.Buffers;
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
    public void Every_line_of_the_data_is_a_line_of_the_stream(string data, string expected) =>
        Assert.Equal($"event: next\n{expected}\n", Written(writer => writer.WriteEvent("next"u8, null, Encoding.UTF8.GetBytes(data))));

    [Fact]
    public void An_id_a_heartbeat_and_a_delay_are_spelled_as_the_format_has_it() => Assert.Equal(
        "retry: 2000\n\nretry: 2000\nid: 6\n\nevent: next\nid: 7\ndata: x\n\n:\n\n",
        Written(writer =>
        {
            writer.WriteRetry(TimeSpan.FromSeconds(2));
            writer.WriteRetry(TimeSpan.FromSeconds(2), "6");
            writer.WriteEvent("next"u8, "7", "x"u8);
            writer.WriteHeartbeat();
        }));

    private static string Written(Action<EventStreamWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        write(new(text));
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
