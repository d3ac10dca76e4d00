namespace TaskTracker.Server.Operations;

/// <summary>What a request is called in the log.</summary>
internal static class RouteNames
{
    /// <summary>Its method and its route as we declared it. Never the path as it came, in which there may be anything.</summary>
    public static string RouteName(this HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: var route } ? $"{context.Request.Method} {route}" : "a request without a route";
}
