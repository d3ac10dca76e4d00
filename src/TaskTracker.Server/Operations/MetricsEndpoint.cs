using TaskTracker.Core.Access;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Operations;

/// <summary>
/// What the server counts, for Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/) and whoever else may do
/// anything here. A scraper can send an API key.
/// </summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this IEndpointRouteBuilder routes) => routes.MapMethods("/metrics", [HttpMethods.Get], WriteAsync).WithDisplayName("Metrics").DisableRateLimiting();

    private static Task WriteAsync(HttpContext context)
    {
        if (context.Actor().Permissions == Permissions.None)
        {
            return AccessAnswer.NotAuthenticated.ExecuteAsync(context);
        }

        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            # HELP tasktracker_subscriptions_active Subscriptions that are being followed.
            # TYPE tasktracker_subscriptions_active gauge
            tasktracker_subscriptions_active {context.RequestServices.GetRequiredService<ActiveSubscriptions>().Now}

            """,
            context.RequestAborted);
    }
}
