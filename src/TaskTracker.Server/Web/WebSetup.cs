using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.Extensions.Options;
using TaskTracker.Server.GraphQL.WebSockets;

namespace TaskTracker.Server.Web;

/// <summary>What guards every door against the dangers of the web. docs/security.md tells what is promised.</summary>
internal static class WebSetup
{
    public static IServiceCollection AddWebProtection(this IServiceCollection services)
    {
        services.AddOptions<CrossOriginOptions>().BindConfiguration(CrossOriginOptions.Section);
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>(Trust);
        services.AddOptions<HstsOptions>().Configure<IOptions<ProxyOptions>>((hsts, proxy) => hsts.MaxAge = TimeSpan.FromDays(proxy.Value.HstsDays));
        services.AddOptions<CorsOptions>().Configure<AllowedOrigins>((cors, allowed) =>
        {
            if (allowed.Policy is { } policy)
            {
                cors.AddDefaultPolicy(policy);
            }
        });
        return services.AddCors().AddSingleton<AllowedOrigins>();
    }

    /// <summary>Before everything that looks at a request.</summary>
    public static void UseWebProtection(this WebApplication app)
    {
        var proxy = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        if (proxy.Trusted.Count > 0)
        {
            app.UseForwardedHeaders();
        }
        else
        {
            app.UseMiddleware<UntrustedProxyWarning>();
        }

        if (proxy.HstsDays > 0 && !app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseMiddleware<SecurityHeaders>();
        app.Use(SocketUpgrade.WatchAsync);
        app.UseWebSockets();
        if (app.Services.GetRequiredService<AllowedOrigins>().Policy is not null)
        {
            app.UseCors();
        }

        app.UseMiddleware<CrossSiteRequests>();
        app.UseMiddleware<CompressedBodies>();
    }

    // Not the host: clients can send X-Forwarded-Host through most proxies, and nothing here needs it.
    private static void Trust(ForwardedHeadersOptions forwarded, IOptions<ProxyOptions> proxy)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // As far back as proxies are trusted.
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var trusted in proxy.Value.Trusted)
        {
            forwarded.KnownIPNetworks.Add(NetworkAttribute.Parse(trusted));
        }
    }
}
