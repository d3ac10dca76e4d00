using Microsoft.Extensions.Options;

namespace TaskTracker.Server.Operations.Shutdown;

/// <summary>
/// The time between being told to stop and stopping. Everything works, but whoever asks is told to send nobody here any more: a balancer that learned of the stop
/// from refused connections would learn it too late for the requests that were refused.
/// </summary>
internal sealed class Draining(IOptions<ShutdownOptions> options, IHostEnvironment environment, IHostApplicationLifetime lifetime, ILogger<Draining> logger) : IDisposable
{
    private readonly CancellationTokenSource hurry = new();
    private int begun;

    /// <summary>Whether the server is about to stop, or stops.</summary>
    public bool HasBegun => Volatile.Read(ref begun) != 0 || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Stops the server when its time is over; at once when called again.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref begun, 1) != 0)
        {
            await hurry.CancelAsync();
            return;
        }

        var time = TimeSpan.FromSeconds(options.Value.DrainSeconds ?? (environment.IsDevelopment() ? 0 : ShutdownOptions.ProductionDrainSeconds));
        if (time > TimeSpan.Zero)
        {
            logger.LogInformation("Stopping in {Seconds} seconds; /health/ready says so already", time.TotalSeconds);
            // By the machine's clock: balancers go by it too.
            await Task.Delay(time, hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        lifetime.StopApplication();
    }

    /// <summary>
    /// While the server drains, lets every connection end with the request that it is at: one that a balancer keeps for later would be cut
    /// off just when it sends the next request.
    /// </summary>
    public Task EndConnectionAsync(HttpContext context, RequestDelegate next)
    {
        if (HasBegun && context.Request.Headers.Upgrade.Count == 0 && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    }

    public void Dispose() => hurry.Dispose();
}
