using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using TaskTracker.Core;
using TaskTracker.Server.Accounts;

namespace TaskTracker.Server.EventStreams;

/// <summary>
/// Answers requests with server-sent events, whatever the events are. They are pulled one by one as fast as the client
/// reads, so a stream holds what fits the connection's buffer and no more.
/// </summary>
internal sealed class EventStreamSender(IOptions<EventStreamOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    public const string MediaType = "text/event-stream";

    private readonly TimeSpan heartbeat = TimeSpan.FromSeconds(options.Value.HeartbeatSeconds);
    private readonly TimeSpan readTimeout = TimeSpan.FromSeconds(options.Value.ReadTimeoutSeconds);

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
        using var connection = new EventStreamConnection(context, caller, readTimeout, lifetime.ApplicationStopping);
        open(connection.Writer);
        await PumpAsync(connection, events, write);
        if (connection.Refusal is { } refusal)
        {
            refuse(connection.Writer, refusal);
        }
        else if (connection.IsStopping)
        {
            connection.Writer.WriteRetry(EventStreamWriter.RetryDelay);
        }

        await connection.FlushAsync();
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

    private async Task PumpAsync<T>(EventStreamConnection connection, IAsyncEnumerable<T> events, Action<EventStreamWriter, T> write)
    {
        using var timer = new PeriodicTimer(heartbeat, time);
        var tick = timer.WaitForNextTickAsync().AsTask();
        await using var source = events.GetAsyncEnumerator(connection.Ending);
        var next = Task.FromResult(true);
        try
        {
            while (await MoveNextAsync())
            {
                write(connection.Writer, source.Current);
                await connection.FlushWhenFullAsync();
            }
        }
        catch (OperationCanceledException) when (connection.IsStopping || connection.Refusal is not null)
        {
            // What has been written is whole.
        }
        finally
        {
            // A source cannot be closed while it is being asked.
            await connection.EndAsync(next);
        }

        async ValueTask<bool> MoveNextAsync()
        {
            var pull = source.MoveNextAsync();
            if (pull.IsCompleted)
            {
                return await pull;
            }

            // Nothing more for now: what there is goes out.
            next = pull.AsTask();
            await connection.FlushAsync();
            while (!next.IsCompleted && await Task.WhenAny(next, tick) == tick)
            {
                connection.Writer.WriteHeartbeat();
                await connection.FlushAsync();
                tick = timer.WaitForNextTickAsync().AsTask();
            }

            return await next;
        }
    }
}
