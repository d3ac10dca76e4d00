using Microsoft.Net.Http.Headers;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Server.Accounts;

/// <summary>
/// Finds out who sends a request: <c>Authorization: Bearer</c> with an access token or an API key (RFC 6750). It refuses nothing: a
/// credential that is not good leaves a caller who may only sign in, and each door says so in its own words.
/// </summary>
internal sealed class Authentication(RequestDelegate next, Credentials credentials, AccountSettings settings)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        var caller = new Caller(settings.Anonymous, context.Connection.RemoteIpAddress);
        if (ReadBearer(context.Request.Headers[HeaderNames.Authorization]) is { } credential)
        {
            return AuthenticateAsync(context, caller, credential);
        }

        context.Features.Set(caller);
        return next(context);
    }

    /// <summary>The credential in the value of an <c>Authorization</c> header; null for no header and for other schemes, which are somebody else's, such as a proxy's.</summary>
    public static string? ReadBearer(string? authorization) =>
        authorization?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization[Scheme.Length..].Trim() : null;

    private async Task AuthenticateAsync(HttpContext context, Caller caller, string credential)
    {
        var signedIn = await credentials.ReadAsync(credential, context.RequestAborted);
        if (!signedIn.Succeeded)
        {
            credentials.Refused(caller.Address);
        }

        context.Features.Set(caller.With(credential, signedIn.Value));
        await next(context);
    }
}
