namespace TaskTracker.Server.EventStreams;

/// <summary>Where a client that connects again wants to go on.</summary>
internal static class LastEventId
{
    public const string Header = "Last-Event-ID";

    /// <summary>The id of the last event that the client had; null when it has had none yet.</summary>
    public static string? Of(HttpRequest request) => request.Headers[Header].ToString() is { Length: > 0 } id ? id : null;
}
