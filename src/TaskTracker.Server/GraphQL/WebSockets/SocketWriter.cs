using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>
/// Writes a socket's messages one after the other. Whoever sends waits until the network took them, so a slow client holds at most
/// what was sent at once of each of its operations in memory.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and a timer may still be sending when the socket ends.")]
internal sealed class SocketWriter(WebSocket socket, SocketStream connection, TimeProvider time)
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private long sendingSince;
    private bool isClosed;

    /// <summary>How long the network has not taken what is being sent; zero when there is none.</summary>
    public TimeSpan Waiting => Volatile.Read(ref sendingSince) is var since and not 0 ? time.GetElapsedTime(since) : TimeSpan.Zero;

    public bool IsWriting => Volatile.Read(ref sendingSince) != 0;

    /// <summary>Sends a message, unless the socket is being closed or the operation it belongs to has been stopped.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, RunningOperation? operation = null)
    {
        if (!await BeginAsync(operation))
        {
            return;
        }

        try
        {
            // Not cancelled: half a message would break the socket for the others.
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            End();
        }
    }

    /// <summary>Sends and returns the buffer to its pool.</summary>
    public async ValueTask SendAsync(PooledBuffer message, RunningOperation? operation = null)
    {
        using (message)
        {
            await SendAsync(message.Memory, operation);
        }
    }

    /// <summary>The same for messages that are frames already: all of them in one go.</summary>
    public async ValueTask SendFramesAsync(PooledBuffer frames, RunningOperation operation)
    {
        using (frames)
        {
            if (!await BeginAsync(operation))
            {
                return;
            }

            try
            {
                await connection.WriteAsync(frames.Memory, CancellationToken.None);
            }
            finally
            {
                End();
            }
        }
    }

    /// <summary>Sends the close frame, which is the last; or answers the client's.</summary>
    public async Task CloseAsync(int code, string? reason)
    {
        if (!await BeginAsync(null))
        {
            return;
        }

        try
        {
            isClosed = true;
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The peer went first.
        }
        finally
        {
            End();
        }
    }

    private async ValueTask<bool> BeginAsync(RunningOperation? operation)
    {
        await gate.WaitAsync(operation?.Stopping ?? CancellationToken.None);
        if (isClosed || socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived) || operation is { IsStopped: true })
        {
            gate.Release();
            return false;
        }

        Volatile.Write(ref sendingSince, time.GetTimestamp());
        return true;
    }

    private void End()
    {
        Volatile.Write(ref sendingSince, 0);
        gate.Release();
    }
}
