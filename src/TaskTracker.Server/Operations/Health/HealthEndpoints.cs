using TaskTracker.Server.Operations.Shutdown;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Documentation;

namespace TaskTracker.Server.Operations.Health;

/// <summary>What balancers and supervisors ask. They have no account, and get words of a closed list only.</summary>
internal static class HealthEndpoints
{
    private const string LiveDescription =
        """
        Answers as long as the process can. It asks nothing of the database: a server that cannot reach it is not helped by being started again.
        """;

    private const string ReadyDescription =
        """
        Whether requests should be sent here: the database answers and has all migrations, and the server is not about to stop. For balancers.
        """;

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("/health").DisableRateLimiting();
        routes.MapGet("/live", Live)
            .Documented("getLiveness", "Server", "Whether the server lives", LiveDescription)
            .AnswersWith<Schemas.Liveness>()
            .RefusesOnlyLongHeaders();
        routes.MapGet("/ready", ReadyAsync)
            .Documented("getReadiness", "Server", "Whether the server is ready", ReadyDescription)
            .AnswersWith<Schemas.Readiness>()
            .RefusesWhenNotReady()
            .RefusesOnlyLongHeaders();
        // Some supervisors ask for no more than this.
        routes.MapMethods("/live", [HttpMethods.Head], Live).ExcludeFromDescription();
        routes.MapMethods("/ready", [HttpMethods.Head], ReadyAsync).ExcludeFromDescription();
    }

    private static JsonAnswer Live() => new(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", "live");
        writer.WriteEndObject();
    });

    private static async Task<JsonAnswer> ReadyAsync(HttpContext context, StoreHealthCheck store, Draining draining)
    {
        var health = await store.LookAsync();
        // Asked last: it may have begun while the store was looked at.
        var isDraining = draining.HasBegun;
        var isReady = health == StoreHealth.Good && !isDraining;
        context.Response.Headers.CacheControl = "no-store";
        return new(isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", isReady ? "ready" : isDraining ? "draining" : "unavailable");
            writer.WriteString("database", health == StoreHealth.Unreachable ? "unreachable" : "ok");
            writer.WriteString("migrations", health switch { StoreHealth.Good => "ok", StoreHealth.Outdated => "missing", _ => "unknown" });
            writer.WriteEndObject();
        });
    }
}
