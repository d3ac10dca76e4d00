namespace TaskTracker.Server.Web;

/// <summary>Tells the operator, once, that requests come through a proxy that the settings do not name.</summary>
internal sealed class UntrustedProxyWarning(RequestDelegate next, ILogger<UntrustedProxyWarning> logger)
{
    private int isTold;

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.ContainsKey("X-Forwarded-For") && Interlocked.Exchange(ref isTold, 1) == 0)
        {
            logger.LogWarning(
                "Requests bear X-Forwarded-For and come from {Address}, which Proxy:Trusted does not name. If that is your proxy, name it: until then limits take all its clients for one, and the audit log shows its address",
                context.Connection.RemoteIpAddress);
        }

        return next(context);
    }
}
