using System.Diagnostics;

namespace TaskTracker.Server.Operations.Telemetry;

/// <summary>
/// Gives every request a trace id, which errors show. ASP.NET Core makes none for nobody, and its own log, which would count as somebody,
/// is silent (<see cref="Configuration.PlatformLogFilter"/>).
/// </summary>
internal static class RequestTraces
{
    private static readonly Lazy<ActivityListener> Listener = new(() =>
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    });

    /// <summary>From the next request on, for the life of the process.</summary>
    public static void Begin() => _ = Listener.Value;
}
