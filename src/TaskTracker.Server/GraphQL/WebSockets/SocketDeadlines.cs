namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>How long a socket may take for what it owes. Times are those of the clock's counter, which nobody sets.</summary>
internal sealed class SocketDeadlines(WebSocketSettings settings, TimeProvider time)
{
    /// <summary>For the answer to a close frame.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>For the network to take the message that is before the close frame; with the time to notice a lost right, less than two seconds.</summary>
    private static readonly TimeSpan TakeTimeout = TimeSpan.FromSeconds(1);

    private readonly long opened = time.GetTimestamp();
    private long heard = time.GetTimestamp();
    private long pinged = time.GetTimestamp();
    private long closing;
    private volatile bool isInitialised;

    public void Initialised() => isInitialised = true;

    /// <summary>Anything that comes from the client is a sign of life.</summary>
    public void Heard() => Volatile.Write(ref heard, time.GetTimestamp());

    public void Closing() => Volatile.Write(ref closing, time.GetTimestamp());

    /// <summary>What is overdue now; a ping counts as sent.</summary>
    public Overdue Check(SocketWriter writer)
    {
        if (Volatile.Read(ref closing) is var since and not 0)
        {
            return time.GetElapsedTime(since) > (writer.IsWriting ? TakeTimeout : CloseTimeout) ? Overdue.Peer : Overdue.Nothing;
        }

        if (!isInitialised && time.GetElapsedTime(opened) > TimeSpan.FromSeconds(settings.ConnectionInitTimeoutSeconds))
        {
            return Overdue.Initialisation;
        }

        // A ping would wait behind the message that the client does not read, so its silence says nothing yet.
        if (writer.IsWriting)
        {
            return writer.Waiting > TimeSpan.FromSeconds(settings.SendTimeoutSeconds) ? Overdue.Peer : Overdue.Nothing;
        }

        return time.GetElapsedTime(pinged) < TimeSpan.FromSeconds(settings.KeepAliveSeconds) ? Overdue.Nothing : Ping();
    }

    private Overdue Ping()
    {
        if (Volatile.Read(ref heard) < pinged)
        {
            return Overdue.Peer;
        }

        pinged = time.GetTimestamp();
        return Overdue.Ping;
    }
}

/// <summary>What a socket is late with.</summary>
internal enum Overdue
{
    Nothing,

    /// <summary><c>connection_init</c> has not come.</summary>
    Initialisation,

    /// <summary>It is time to ping.</summary>
    Ping,

    /// <summary>The client does not answer, or does not read.</summary>
    Peer,
}
