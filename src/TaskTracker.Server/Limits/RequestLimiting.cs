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
        IsExempt(context) ? next(context) : ContinueAsync(context, next, limits.Take(context.Connection.RemoteIpAddress));

    public Task ByUserAsync(HttpContext context, RequestDelegate next) =>
        IsExempt(context) ? next(context) : ContinueAsync(context, next, limits.Take(context.Caller().SignedIn?.Identity, context.Connection.RemoteIpAddress));

    private static bool IsExempt(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null;

    private static Task ContinueAsync(HttpContext context, RequestDelegate next, TimeSpan? retryAfter) =>
        retryAfter is { } wait ? DoorRefusal.WriteAsync(context, RequestLimits.Refusal(wait)) : next(context);
}
