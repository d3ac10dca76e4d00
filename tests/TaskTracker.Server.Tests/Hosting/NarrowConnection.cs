using System.Net.Sockets;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>Connections that take hardly anything from the server before somebody reads.</summary>
internal static class NarrowConnection
{
    private const int ReceiveBufferBytes = 64 * 1024;

    /// <summary>A client whose connections have a small receive buffer and read only what is asked of them.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = ReceiveBufferBytes };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });
}
