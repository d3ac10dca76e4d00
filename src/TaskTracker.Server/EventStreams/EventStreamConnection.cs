using System.IO.Pipelines;
using TaskTracker.Core;
using TaskTracker.Server.Accounts;

namespace TaskTracker.Server.EventStreams;

/// <summary>One client's end of a stream: what is sent to it, how long it may leave that unread, and when it is over.</summary>
internal sealed class EventStreamConnection : IDisposable
{
    /// <summary>What a client is given to read the rest once the server stops; within the host's time for stopping.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The same once the client has lost the right to the stream; with the time to notice it, less than two seconds.</summary>
    private static readonly TimeSpan RefusalTimeout = TimeSpan.FromSeconds(1);

    private readonly HttpContext context;
    private readonly OpenCaller caller;
    private readonly EventStreamOptions options;
    private readonly TimeProvider time;
    private readonly CancellationToken stopping;
    private readonly CancellationTokenSource ending;
    private readonly PipeWriter output;
    private readonly EventStreamWriter writer;

    // Events and heartbeats come from different threads.
    private readonly SemaphoreSlim gate = new(1, 1);
    private long sendingSince;
    private long sent;
    private long endingSince;
    private bool isOver;

    public EventStreamConnection(HttpContext context, OpenCaller caller, EventStreamOptions options, TimeProvider time, CancellationToken stopping)
    {
        (this.context, this.caller, this.options, this.time, this.stopping) = (context, caller, options, time, stopping);
        ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping, caller.Ended);
        output = context.Response.BodyWriter;
        writer = new(output);
        sent = time.GetTimestamp();
    }

    /// <summary>Cancelled when nothing more is to be asked of the source.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Whether the server stops.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Why the client may not follow any more; null while it may.</summary>
    public AccessRefusal? Refusal => caller.Refusal;

    /// <summary>Writes and sends, and waits while the client has more unread than the connection's buffer holds.</summary>
    /// <exception cref="OperationCanceledException">The client has gone, or did not read; the connection is closed.</exception>
    public async ValueTask SendAsync<T>(Action<EventStreamWriter, T> write, T value)
    {
        await gate.WaitAsync(context.RequestAborted);
        try
        {
            write(writer, value);
            await FlushAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Nothing is sent from now on: the connection may be somebody else's.</summary>
    public async ValueTask EndAsync()
    {
        await gate.WaitAsync();
        isOver = true;
        gate.Release();
    }

    /// <summary>Called a few times a second: shows that the connection lives, and drops it when the client does not read.</summary>
    public void Check()
    {
        if (endingSince == 0 && (IsStopping || Refusal is not null))
        {
            endingSince = time.GetTimestamp();
        }

        if (Volatile.Read(ref sendingSince) is var since and not 0)
        {
            if (time.GetElapsedTime(Math.Max(since, endingSince)) > Patience)
            {
                context.Abort();
            }
        }
        else if (time.GetElapsedTime(Volatile.Read(ref sent)) >= TimeSpan.FromSeconds(options.HeartbeatSeconds))
        {
            _ = SendHeartbeatAsync();
        }
    }

    public void Dispose() => ending.Dispose();

    private TimeSpan Patience =>
        Refusal is not null ? RefusalTimeout
        : IsStopping ? StopTimeout
        : TimeSpan.FromSeconds(options.ReadTimeoutSeconds);

    private async Task SendHeartbeatAsync()
    {
        if (!gate.Wait(TimeSpan.Zero))
        {
            // Something else is being sent, which shows the same.
            return;
        }

        try
        {
            if (!isOver)
            {
                writer.WriteHeartbeat();
                await FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Whoever sends events notices too.
        }
        finally
        {
            gate.Release();
        }
    }

    private async ValueTask FlushAsync()
    {
        Volatile.Write(ref sendingSince, time.GetTimestamp());
        try
        {
            if ((await output.FlushAsync()).IsCompleted)
            {
                throw new OperationCanceledException(context.RequestAborted);
            }
        }
        finally
        {
            Volatile.Write(ref sent, time.GetTimestamp());
            Volatile.Write(ref sendingSince, 0);
        }
    }
}
