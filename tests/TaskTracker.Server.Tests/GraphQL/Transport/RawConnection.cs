using System.Net.Sockets;
using System.Text;

namespace TaskTracker.Server.Tests.GraphQL.Transport;

/// <summary>A connection on which a test writes HTTP that HttpClient is too polite to write.</summary>
internal sealed class RawConnection(TcpClient client) : IAsyncDisposable
{
    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port);
        return new(client);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await client.GetStream().WriteAsync(bytes);

    /// <summary>What the server sends until <paramref name="end"/> appears or it closes.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var received = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var count = await client.GetStream().ReadAsync(buffer, deadline.Token);
            received.Write(buffer, 0, count);
            var text = Encoding.UTF8.GetString(received.ToArray());
            if (count == 0 || text.Contains(end, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
