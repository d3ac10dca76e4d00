using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.Web;

/// <summary>Refuses compressed bodies at every door: one could be a thousand times as large as it looks, and nobody here needs them.</summary>
internal sealed class CompressedBodies(RequestDelegate next)
{
    private const string Message = "Compressed bodies are not read. Send the body without 'Content-Encoding'.";

    public Task InvokeAsync(HttpContext context) =>
        context.Request.Headers.ContentEncoding is { Count: > 0 } coding && coding != "identity" && coding != ""
            ? DoorRefusal.WriteAsync(context, new(ErrorCodes.UnsupportedMediaType, Message))
            : next(context);
}
