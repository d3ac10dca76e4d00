using System.Diagnostics;
using System.Text.Json;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Operations;

/// <summary>
/// The last net under every request. A defect is logged once, with a trace id, and the client gets that id and nothing
/// else about it. A client that left is not an error.
/// </summary>
internal sealed class UnexpectedErrors(RequestDelegate next, ILogger<UnexpectedErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (BadHttpRequestException refusal)
        {
            // Kestrel's own: a body that breaks off, breaks its framing or outgrows the limit.
            await AnswerAsync(context, refusal.StatusCode, "The request could not be read");
        }
        catch (Exception defect)
        {
            var traceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
            logger.LogError(defect, "{Route} failed, trace id {TraceId}", context.RouteName(), traceId);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, $"Internal Server Error. Trace id: {traceId}");
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string detail)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        SecurityHeaders.Apply(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { detail }));
    }
}

/// <summary>Puts the net in place.</summary>
internal static class UnexpectedErrorsSetup
{
    /// <summary>Before everything that can fail.</summary>
    public static void UseUnexpectedErrors(this IApplicationBuilder app)
    {
        RequestTraces.Begin();
        app.UseMiddleware<UnexpectedErrors>();
    }
}
