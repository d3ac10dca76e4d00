using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Rest;

/// <summary>
/// What the legacy server's router did and ours does not: paths differ by case and by a trailing slash, the wrong form
/// of a slash is redirected, and 404 and 405 are JSON. It runs after routing and touches only requests for marked
/// endpoints and requests that nobody answers.
/// </summary>
internal sealed class LegacyPaths(RequestDelegate next, EndpointDataSource endpoints)
{
    // In the order in which they were mapped, which decides whose methods a 405 tells.
    private readonly Lazy<IReadOnlyList<LegacyPath>> routes =
        new(() => [.. endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<LegacyPath>()?.Of(endpoint)).OfType<LegacyPath>()]);

    public Task InvokeAsync(HttpContext context)
    {
        // Nearly every request: routing chose one of our endpoints and the path is exact, or it chose somebody else's.
        var path = context.Request.Path.Value ?? "";
        return context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<LegacyPath>()?.Matches(path) != false
            ? next(context)
            : AnswerOtherAsync(context, path);
    }

    private async Task AnswerOtherAsync(HttpContext context, string path)
    {
        if (FirstMatching(path, context.Request.Method) is { } meant)
        {
            // Routing took "/tasks/Events" for "/tasks/events", where the legacy server saw the id "Events".
            context.SetEndpoint(meant.Endpoint);
            context.Request.RouteValues = meant.Values(path);
            await next(context);
        }
        else if (FirstMatching(path) is { } route)
        {
            await RefuseMethodAsync(context, route);
        }
        else if (OtherForm(path) is { } other && FirstMatching(other) is not null)
        {
            Redirect(context, other);
        }
        else if (IsMistakenForOurs(context.GetEndpoint(), path))
        {
            await NotFoundAsync(context);
        }
        else
        {
            await next(context);
            if (context.GetEndpoint() is null && context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound })
            {
                await NotFoundAsync(context);
            }
        }
    }

    private LegacyPath? FirstMatching(string path, string method) =>
        routes.Value.FirstOrDefault(route => route.Matches(path) && route.Methods.Contains(method));

    private LegacyPath? FirstMatching(string path) => routes.Value.FirstOrDefault(route => route.Matches(path));

    // Either one of our endpoints, or the router's own refusal of the method for one of them, which is no RouteEndpoint.
    private bool IsMistakenForOurs(Endpoint? endpoint, string path) =>
        endpoint is not null && routes.Value.Any(route => route.Resembles(path));

    private static string? OtherForm(string path) => path switch
    {
        "" or "/" => null,
        [.., '/'] => path.TrimEnd('/'),
        _ => path + "/",
    };

    private static void Redirect(HttpContext context, string path)
    {
        var request = context.Request;
        var origin = request.Host.HasValue ? $"{request.Scheme}://{request.Host.ToUriComponent()}" : "";
        context.SetEndpoint(null);
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.ContentLength = 0;
        context.Response.Headers.Location =
            origin + request.PathBase.ToUriComponent() + new PathString(EscapePercent(path)).ToUriComponent() + request.QueryString.ToUriComponent();
    }

    // ToUriComponent takes "%41" for an escape, where it is text by now. Of "%2F" nobody can tell, and either form is read as "%2F" again.
    private static string EscapePercent(string path) => path.Contains('%')
        ? path.Replace("%", "%25", StringComparison.Ordinal).Replace("%252F", "%2F", StringComparison.OrdinalIgnoreCase)
        : path;

    private static Task RefuseMethodAsync(HttpContext context, LegacyPath first)
    {
        // The first route alone, as the legacy server had it: POST for /users/, though GET works too.
        context.Response.Headers.Allow = string.Join(", ", first.Methods);
        return RestAnswer.Detail(StatusCodes.Status405MethodNotAllowed, "Method Not Allowed").ExecuteAsync(context);
    }

    private static Task NotFoundAsync(HttpContext context) =>
        RestAnswer.Detail(StatusCodes.Status404NotFound, "Not Found").ExecuteAsync(context);
}
