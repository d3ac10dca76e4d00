using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.EventStreams;

/// <summary>How server-sent events are sent; section <c>EventStreams</c>.</summary>
internal sealed class EventStreamOptions
{
    public const string Section = "EventStreams";

    [Description("How often a stream of server-sent events carries a sign of life, in seconds.")]
    [Range(1, 300)]
    public int HeartbeatSeconds { get; set; } = 12;

    [Description("How long a client may leave a full stream of server-sent events unread before it is disconnected, in seconds.")]
    [Range(1, 3_600)]
    public int ReadTimeoutSeconds { get; set; } = 60;
}
