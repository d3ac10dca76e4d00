using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>What a WebSocket may do and how long the server waits for it; section <c>GraphQL:WebSocket</c>.</summary>
internal sealed class WebSocketSettings
{
    [Description("How long a new WebSocket may take to send connection_init before it is closed with 4408, in seconds.")]
    [Range(1, 60)]
    public int ConnectionInitTimeoutSeconds { get; set; } = 3;

    [Description("How often the server pings a WebSocket, in seconds. One from which nothing came by the next ping is dropped.")]
    [Range(1, 600)]
    public int KeepAliveSeconds { get; set; } = 12;

    [Description("How long a WebSocket client may leave a message unread before it is dropped, in seconds.")]
    [Range(1, 600)]
    public int SendTimeoutSeconds { get; set; } = 60;

    [Description("The largest WebSocket message in bytes, all fragments together. A larger one closes the socket with 1009.")]
    [Range(1024, 104_857_600)]
    public int MaxMessageBytes { get; set; } = 1_048_576;

    [Description("How many operations, subscriptions among them, one WebSocket may have in flight.")]
    [Range(1, 10_000)]
    public int MaxOperations { get; set; } = 100;
}
