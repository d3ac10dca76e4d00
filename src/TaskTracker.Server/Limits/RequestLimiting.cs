using Microsoft.AspNetCore.RateLimiting;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Limits;

/// <summary>
/// Refuses requests beyond <see cref="RequestLimits"/> with 429: by address before a credential is looked at, so that guessing at
/// tokens is counted too, and by user after it.
/// </summary>
internal sealed class RequestLimiting(RequestLimits limits)
{
    public Task ByAddressAsync(HttpContext context, RequestDelegate next) =>
        IsExempt(context) ? next(context) : ContinueAsync(context, next, limits.TakeAsync(context.Connection.RemoteIpAddress));

    public Task ByUserAsync(HttpContext context, RequestDelegate next) =>
        IsExempt(context) ? next(context) : ContinueAsync(context, next, limits.TakeAsync(context.Caller().SignedIn?.Identity, context.Connection.RemoteIpAddress));

    private static bool IsExempt(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null;

    private static Task ContinueAsync(HttpContext context, RequestDelegate next, ValueTask<TimeSpan?> taking)
    {
        return taking.IsCompletedSuccessfully && taking.Result is null ? next(context) : AwaitAsync(context, next, taking);

        static async Task AwaitAsync(HttpContext context, RequestDelegate next, ValueTask<TimeSpan?> taking)
        {
            await (await taking is { } retryAfter ? DoorRefusal.WriteAsync(context, RequestLimits.Refusal(retryAfter)) : next(context));
        }
    }
}
