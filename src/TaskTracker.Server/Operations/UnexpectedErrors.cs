using System.Diagnostics;
using TaskTracker.Server.Operations.Telemetry;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Operations;

/// <summary>
/// The last net under every request. A defect is logged once, with a trace id, and the client gets that id and nothing
/// else about it. A client that left is not an error, and a store in trouble is no defect.
/// </summary>
internal sealed class UnexpectedErrors(RequestDelegate next, StoreRefusals refusals, ILogger<UnexpectedErrors> logger)
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
            await AnswerAsync(context, RestAnswer.Detail(refusal.StatusCode, "The request could not be read").ExecuteAsync);
        }
        catch (Exception exception)
        {
            if (refusals.Of(exception, context.RouteName()) is { } refusal)
            {
                await AnswerAsync(context, answered => DoorRefusal.WriteAsync(answered, refusal));
                return;
            }

            var traceId = Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
            logger.LogError(exception, "{Route} failed, trace id {TraceId}", context.RouteName(), traceId);
            await AnswerAsync(context, RestAnswer.Detail(StatusCodes.Status500InternalServerError, $"Internal Server Error. Trace id: {traceId}").ExecuteAsync);
        }
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, Task> write)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        SecurityHeaders.Apply(context);
        await write(context);
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
