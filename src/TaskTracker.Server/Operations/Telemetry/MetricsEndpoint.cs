using TaskTracker.Core.Access;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Operations.Telemetry;

/// <summary>
/// What the server counts, for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/): to anybody at the address that is for
/// this only, and elsewhere to whoever has any permission. docs/operations.md lists what there is.
/// </summary>
internal static class MetricsEndpoint
{
    private const string Path = "/metrics";

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        var address = routes.ServiceProvider.GetRequiredService<MetricsAddress>();
        var exporter = routes.CreateApplicationBuilder()
            .Use((context, next) => address.IsOf(context) || context.Actor().Permissions != Permissions.None
                ? next(context)
                : AccessAnswer.NotAuthenticated.ExecuteAsync(context))
            // The exporter's own middleware runs only where no endpoint was chosen.
            .Use((context, next) =>
            {
                context.SetEndpoint(null);
                return next(context);
            })
            .UseOpenTelemetryPrometheusScrapingEndpoint(Path)
            .Build();
        routes.MapMethods(Path, [HttpMethods.Get], exporter).WithDisplayName("Metrics").WithMetadata(new OpenToScrapers()).DisableRateLimiting();
    }
}
