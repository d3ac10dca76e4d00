using Microsoft.Extensions.Primitives;

namespace TaskTracker.Server.Web;

/// <summary>Marks an endpoint that answers with a page, and says what the page may do. <see cref="SecurityHeaders"/> tells the browser.</summary>
/// <param name="exceptions">Directives that a page needs beside the usual ones, such as <c>worker-src blob:</c>, or in the place of the one of the same name.</param>
internal sealed class PagePolicy(params string[] exceptions)
{
    // No script but our own files, nothing from elsewhere, in nobody's frame.
    private static readonly string[] Usual =
    [
        "default-src 'none'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ];

    private static readonly StringValues Features =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private readonly StringValues contentSecurityPolicy = string.Join("; ", Usual.Where(usual => !exceptions.Any(exception => NameOf(exception) == NameOf(usual))).Concat(exceptions));

    public void ApplyTo(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = contentSecurityPolicy;
        // For browsers that do not know frame-ancestors.
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Features;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    private static string NameOf(string directive) => directive.Split(' ')[0];
}
