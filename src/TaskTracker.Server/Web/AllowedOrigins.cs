using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Web;

/// <summary>The origins of other sites that the operator named, as ASP.NET Core's CORS understands them.</summary>
internal sealed class AllowedOrigins
{
    // Chromium's own limit.
    private static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(2);

    // What a page's script can read of an answer beside its body.
    private static readonly string[] Exposed =
    [
        HeaderNames.ETag, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, HeaderNames.Allow, HeaderNames.Location, HeaderNames.TraceParent,
    ];

    /// <exception cref="StartupException">Credentials for everybody.</exception>
    public AllowedOrigins(IOptions<CrossOriginOptions> options)
    {
        if (options.Value is not { Origins: { Count: > 0 } origins, AllowCredentials: var credentials })
        {
            return;
        }

        if (credentials && origins.Contains(CrossOriginOptions.Any))
        {
            throw new StartupException("Cors:AllowCredentials must not be true together with * in Cors:Origins: every page on the web could act for whoever visits it. Name the origins.");
        }

        // Any header, as any client library adds its own, and none of them gives anybody a right.
        var policy = new CorsPolicyBuilder().WithOrigins([.. origins]).AllowAnyMethod().AllowAnyHeader()
            .WithExposedHeaders(Exposed).SetPreflightMaxAge(PreflightMaxAge);
        Policy = (credentials ? policy.AllowCredentials() : policy.DisallowCredentials()).Build();
    }

    /// <summary>What ASP.NET Core's middleware follows; null when there is nobody to let in.</summary>
    public CorsPolicy? Policy { get; }

    /// <summary>Whether pages of this origin may use the server.</summary>
    /// <param name="origin">As a browser sends it.</param>
    public bool Contains(string origin) => Policy is not null && (Policy.AllowAnyOrigin || Policy.IsOriginAllowed(origin));
}
