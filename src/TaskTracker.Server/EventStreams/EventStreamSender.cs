using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using TaskTracker.Core;
using TaskTracker.Server.Accounts;

namespace TaskTracker.Server.EventStreams;

/// <summary>
/// Answers requests with server-sent events, whatever the events are. They are pulled as fast as the client reads, so a stream
/// holds what fits the connection's buffer and no more. One timer looks after all streams, which costs one that has nothing to tell
/// nothing.
/// </summary>
internal sealed class EventStreamSender : IDisposable
{
    public const string MediaType = "text/event-stream";

    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<EventStreamConnection, bool> connections = new();
    private readonly EventStreamOptions options;
    private readonly IHostApplicationLifetime lifetime;
    private readonly TimeProvider time;
    private readonly ITimer timer;

    public EventStreamSender(IOptions<EventStreamOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        (this.options, this.lifetime, this.time) = (options.Value, lifetime, time);
        timer = time.CreateTimer(_ => CheckAll(), null, CheckInterval, CheckInterval);
    }

    /// <summary>
    /// Sends all events and ends the answer. When the server stops, it ends early, after a whole event: the client connects again and
    /// says which event was its last. When the caller loses the right to it, it ends with an event that says so.
    /// </summary>
    /// <param name="context">The request; nothing of its answer has been sent.</param>
    /// <param name="caller">Who sent it.</param>
    /// <param name="events">What to send. Pulled with a token that is cancelled when the client has gone or the server stops.</param>
    /// <param name="open">Writes what comes first: proxies and clients see the stream open before there is anything to tell.</param>
    /// <param name="write">Writes one of the events.</param>
    /// <param name="refuse">Writes the last event of a caller who has lost the right to more.</param>
    /// <exception cref="OperationCanceledException">The client has gone, or did not read.</exception>
    public async Task SendAsync<T>(
        HttpContext context,
        OpenCaller caller,
        IAsyncEnumerable<T> events,
        Action<EventStreamWriter> open,
        Action<EventStreamWriter, T> write,
        Action<EventStreamWriter, AccessRefusal> refuse)
    {
        Prepare(context);
        await context.Response.StartAsync(context.RequestAborted);
        using var connection = new EventStreamConnection(context, caller, options, time, lifetime.ApplicationStopping);
        connections.TryAdd(connection, true);
        try
        {
            await connection.SendAsync(static (writer, open) => open(writer), open);
            await SendAllAsync(connection, events, write);
            if (connection.Refusal is { } refusal)
            {
                await connection.SendAsync(refuse, refusal);
            }
            else if (connection.IsStopping)
            {
                await connection.SendAsync(static (writer, delay) => writer.WriteRetry(delay), EventStreamWriter.RetryDelay);
            }
        }
        finally
        {
            connections.TryRemove(connection, out _);
            await connection.EndAsync();
        }
    }

    public void Dispose() => timer.Dispose();

    private static async Task SendAllAsync<T>(EventStreamConnection connection, IAsyncEnumerable<T> events, Action<EventStreamWriter, T> write)
    {
        try
        {
            await foreach (var some in events.WithCancellation(connection.Ending))
            {
                await connection.SendAsync(write, some);
            }
        }
        catch (OperationCanceledException) when (connection.IsStopping || connection.Refusal is not null)
        {
            // What has been sent is whole.
        }
    }

    private void CheckAll()
    {
        foreach (var (connection, _) in connections)
        {
            connection.Check();
        }
    }

    private static void Prepare(HttpContext context)
    {
        var headers = context.Response.Headers;
        context.Response.ContentType = MediaType + "; charset=utf-8";
        headers.CacheControl = "no-cache, no-transform";
        // Asks nginx, which gathers answers before it passes them on, not to.
        headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // Kestrel's own limit, in bytes a second, would cut a client off within seconds; ours is the read timeout.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }
}
