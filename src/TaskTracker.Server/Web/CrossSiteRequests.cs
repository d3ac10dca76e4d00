using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.Web;

/// <summary>
/// Refuses what a page of another site makes a browser send and that could change something: every method but the safe ones (RFC 9110,
/// section 9.2.1), and the handshake of a WebSocket, which no CORS guards. The browser itself says where the page is from
/// (<c>Sec-Fetch-Site</c>, or <c>Origin</c> from one too old for that); whoever says nothing is no browser. One rule for every door, so that no
/// route relies on the media types that it happens to take.
/// </summary>
internal sealed class CrossSiteRequests(RequestDelegate next, AllowedOrigins allowed)
{
    private const string Message =
        "A page of another site sent this, and only pages of this server may. If the page is yours, its origin belongs into the server's setting Cors:Origins.";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var (site, origin) = (headers["Sec-Fetch-Site"], headers.Origin);
        return (site.Count == 0 && origin.Count == 0) || IsSafe(context) || IsOwn(context.Request.Host, site, origin) || allowed.Contains(origin.ToString())
            ? next(context)
            : DoorRefusal.WriteAsync(context, new(ErrorCodes.CrossSiteRequest, Message));
    }

    private static bool IsSafe(HttpContext context)
    {
        var method = context.Request.Method;
        return (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) && !context.WebSockets.IsWebSocketRequest;
    }

    // "none" is the person at the browser: an address typed in, a bookmark. "same-site" is another host of the same owner, or of the same
    // provider, and no more ours than any other. Hosts are compared without the scheme, which a proxy in front may not tell us.
    private static bool IsOwn(HostString host, string? site, string? origin) => site is { Length: > 0 }
        ? site is "same-origin" or "none"
        : Uri.TryCreate(origin, UriKind.Absolute, out var from) && host.HasValue && from.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);
}
