namespace TaskTracker.Server.Web;

/// <summary>What every answer tells a browser, and what pages tell it besides.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        Apply(context);
        return next(context);
    }

    /// <summary>Sets them; also for an answer that was cleared and begun anew.</summary>
    public static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        // An answer is what it says it is, never a script or a style because it looks like one.
        headers.XContentTypeOptions = "nosniff";
        // No page of another site embeds it; reading it by script is what CORS decides.
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        context.GetEndpoint()?.Metadata.GetMetadata<PagePolicy>()?.ApplyTo(headers);
    }
}
