using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TaskTracker.Server.Tests.EventStreams;

/// <summary>How a stream ends, seen from the socket and from the source of its events.</summary>
public sealed class EventStreamSenderTests
{
    [Fact]
    public async Task A_client_that_leaves_frees_the_source_at_once()
    {
        await using var host = await StreamingHost.StartAsync(Silence());
        (await host.ConnectAsync()).Dispose();

        await host.SourceClosed;
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_disconnected_and_costs_no_more_than_the_connection_holds()
    {
        await using var host = await StreamingHost.StartAsync(Flood(), readTimeoutSeconds: 1);
        using var client = await host.ConnectAsync();

        await host.SourceClosed;
        // What the machine's own socket buffers take; a server that queued would have gone on and on.
        Assert.InRange(host.Pulled, 1, 32_000_000);
    }

    [Fact]
    public async Task A_server_that_stops_ends_the_stream_cleanly_and_says_when_to_come_back()
    {
        await using var host = await StreamingHost.StartAsync(Silence());
        using var client = await host.ConnectAsync();

        var stopping = host.StopAsync();
        // The end of a chunked body that is whole.
        Assert.EndsWith("retry: 2000\n\n\r\n0\r\n\r\n", await StreamingHost.ReadUntilAsync(client, "0\r\n\r\n"), StringComparison.Ordinal);
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_client_that_does_not_read_does_not_keep_the_server_from_stopping()
    {
        await using var host = await StreamingHost.StartAsync(Flood(), readTimeoutSeconds: 3_600);
        using var client = await host.ConnectAsync();

        var watch = Stopwatch.StartNew();
        await host.StopAsync();
        await host.SourceClosed;
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_client_that_loses_the_right_to_the_stream_is_told_so_and_the_stream_ends_cleanly()
    {
        await using var host = await StreamingHost.StartAsync(Silence());
        using var client = await host.ConnectAsync();

        host.Refuse();
        Assert.EndsWith("event: refused\ndata: UNAUTHENTICATED\n\n\r\n0\r\n\r\n", await StreamingHost.ReadUntilAsync(client, "0\r\n\r\n"), StringComparison.Ordinal);
        await host.SourceClosed;
    }

    [Fact]
    public async Task A_client_that_does_not_read_and_loses_the_right_to_the_stream_is_disconnected()
    {
        await using var host = await StreamingHost.StartAsync(Flood(), readTimeoutSeconds: 3_600);
        using var client = await host.ConnectAsync();

        await host.StalledAsync();
        host.Refuse();
        await host.Answered;
    }

    [Fact]
    public async Task A_stream_whose_source_fails_breaks_off()
    {
        var seen = new TaskCompletionSource();
        await using var host = await StreamingHost.StartAsync(Failure(seen.Task));
        using var client = await host.ConnectAsync();

        Assert.Contains("data: first", await StreamingHost.ReadUntilAsync(client, "first\n\n"), StringComparison.Ordinal);
        // Only then: a connection that breaks off may lose what is on its way.
        seen.SetResult();
        Assert.DoesNotContain("0\r\n\r\n", await StreamingHost.ReadUntilAsync(client, "0\r\n\r\n"), StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<byte[]> Silence([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        yield break;
    }

    private static async IAsyncEnumerable<byte[]> Flood([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var data = new byte[65_536];
        data.AsSpan().Fill((byte)'x');
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return data;
        }
    }

    private static async IAsyncEnumerable<byte[]> Failure(Task seen, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return "first"u8.ToArray();
        await seen.WaitAsync(cancellationToken);
        throw new InvalidOperationException("The source failed.");
    }
}
