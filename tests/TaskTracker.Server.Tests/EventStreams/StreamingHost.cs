using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.EventStreams;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.EventStreams;

/// <summary>A server that does nothing but stream what a test gives it.</summary>
internal sealed class StreamingHost : IAsyncDisposable
{
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OpenCaller caller = new(
        new Caller(AnonymousAccess.None, null).With("token", new SignedIn(new(1, "ada", Role.Viewer, null, 1), null, 0)), _ => { });

    private readonly WebApplication app;

    private StreamingHost(WebApplication app) => this.app = app;

    /// <summary>When the server is done with the client.</summary>
    public Task Answered => answered.Task.WaitAsync(TimeSpan.FromSeconds(20));

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
        host.app.MapGet("/", context => host.AnswerAsync(context, source));
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

    /// <summary>Waits until the connection takes no more of what is pulled.</summary>
    public Task StalledAsync()
    {
        // Often enough that it is not only the machine that is busy.
        const int Times = 20;
        var (before, same) = (0L, 0);
        return Polling.UntilAsync(() =>
        {
            same = Pulled > 0 && Pulled == before ? same + 1 : 0;
            before = Pulled;
            return Task.FromResult(same == Times ? this : null);
        });
    }

    /// <summary>Everybody who is connected loses the right to the stream.</summary>
    public void Refuse() => caller.Renew(null);

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        caller.Dispose();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, IAsyncEnumerable<byte[]> source)
    {
        try
        {
            await app.Services.GetRequiredService<EventStreamSender>().SendAsync(
                context,
                caller,
                WatchAsync(source),
                writer => writer.WriteHeartbeat(),
                (writer, data) => writer.WriteEvent("next"u8, null, data),
                (writer, refusal) => writer.WriteEvent("refused"u8, null, Encoding.UTF8.GetBytes(refusal.Code)));
        }
        finally
        {
            answered.TrySetResult();
        }
    }

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
