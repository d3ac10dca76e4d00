using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskTracker.Server.EventStreams;

namespace TaskTracker.Server.Tests.EventStreams;

/// <summary>A server that does nothing but stream what a test gives it.</summary>
internal sealed class StreamingHost : IAsyncDisposable
{
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication app;

    private StreamingHost(WebApplication app) => this.app = app;

    /// <summary>When nobody pulls from the source any more.</summary>
    public Task SourceClosed => closed.Task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>How many bytes of data were pulled from the source.</summary>
    public long Pulled { get; private set; }

    public static async Task<StreamingHost> StartAsync(IAsyncEnumerable<byte[]> source, int readTimeoutSeconds = 60)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddEventStreams();
        builder.Services.Configure<EventStreamOptions>(options => options.ReadTimeoutSeconds = readTimeoutSeconds);
        var host = new StreamingHost(builder.Build());
        host.app.MapGet("/", context => host.app.Services.GetRequiredService<EventStreamSender>().SendAsync(
            context, host.WatchAsync(source), writer => writer.WriteHeartbeat(), (writer, data) => writer.WriteEvent("next"u8, null, data)));
        await host.app.StartAsync();
        return host;
    }

    /// <summary>A client that has sent its request and seen the stream open; it reads no further by itself.</summary>
    public async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient { ReceiveBufferSize = 4_096 };
        var address = new Uri(app.Urls.Single());
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        await ReadUntilAsync(client, ":\n\n");
        return client;
    }

    /// <summary>What arrives until <paramref name="end"/> does, or the connection ends.</summary>
    public static async Task<string> ReadUntilAsync(TcpClient client, string end)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var text = new StringBuilder();
        var buffer = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await client.GetStream().ReadAsync(buffer, deadline.Token) > 0)
        {
            text.Append((char)buffer[0]);
        }

        return text.ToString();
    }

    public Task StopAsync() => app.StopAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async IAsyncEnumerable<byte[]> WatchAsync(IAsyncEnumerable<byte[]> source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var data in source.WithCancellation(cancellationToken))
            {
                Pulled += data.Length;
                yield return data;
            }
        }
        finally
        {
            closed.TrySetResult();
        }
    }
}
