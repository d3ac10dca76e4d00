using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TaskTracker.Benchmarks.Load;

/// <summary>
/// One client's TCP connection. It shares the machine with the server, so it does as little as it can: after its first words what
/// arrives is handled in its own buffer, on the thread that the system reports it to, and nothing is allocated.
/// </summary>
internal abstract class LoadConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SocketAsyncEventArgs receiving = new();
    private readonly byte[] buffer;
    private int filled;
    private volatile bool isOver;

    protected LoadConnection(int bufferSize)
    {
        buffer = new byte[bufferSize];
        receiving.Completed += (_, _) => Receive();
    }

    /// <summary>Why it ended before its time; null when it did not.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Reads what has arrived so far.</summary>
    /// <returns>How much of it is done with; the rest is handed over again when more has arrived.</returns>
    protected abstract int Read(Span<byte> arrived);

    protected void Connect(Uri server) => socket.Connect(IPAddress.Parse(server.Host), server.Port);

    protected void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    /// <summary>Waits for an answer up to this text; what follows it is left to <see cref="Read"/>.</summary>
    protected string Await(string end)
    {
        while (true)
        {
            if (buffer.AsSpan(0, filled).IndexOf(Encoding.ASCII.GetBytes(end)) is var found and >= 0)
            {
                var answer = Encoding.UTF8.GetString(buffer, 0, found + end.Length);
                Keep(found + end.Length);
                return answer;
            }

            var count = socket.Receive(buffer.AsSpan(filled));
            filled += count > 0 ? count : throw new IOException($"The server closed the connection after: {Encoding.UTF8.GetString(buffer, 0, filled)}");
        }
    }

    /// <summary>Reads from now on whatever arrives.</summary>
    protected void Listen()
    {
        Keep(Read(buffer.AsSpan(0, filled)));
        receiving.SetBuffer(buffer, filled, buffer.Length - filled);
        if (!socket.ReceiveAsync(receiving))
        {
            Receive();
        }
    }

    public void Dispose()
    {
        if (isOver)
        {
            return;
        }

        isOver = true;
        // A reset, so that ten thousand ports are free again at once.
        socket.LingerState = new(enable: true, seconds: 0);
        socket.Dispose();
        receiving.Dispose();
    }

    private void Receive()
    {
        try
        {
            do
            {
                if (receiving.SocketError != SocketError.Success || receiving.BytesTransferred == 0)
                {
                    throw new IOException($"The connection ended: {receiving.SocketError}.");
                }

                filled += receiving.BytesTransferred;
                Keep(Read(buffer.AsSpan(0, filled)));
                receiving.SetBuffer(filled, buffer.Length - filled);
            }
            while (!socket.ReceiveAsync(receiving));
        }
        catch (Exception exception)
        {
            Fault ??= isOver ? null : exception;
        }
    }

    private void Keep(int from)
    {
        buffer.AsSpan(from, filled - from).CopyTo(buffer);
        filled -= from;
    }
}
