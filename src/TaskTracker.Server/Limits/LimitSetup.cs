using Microsoft.Extensions.Options;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Server.Limits;

/// <summary>How much one client may ask for.</summary>
internal static class LimitSetup
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section);
        return services
            .AddSingleton<LimitedClients>()
            .AddSingleton<RequestLimits>()
            .AddHostedService<BucketExchange>()
            .AddSingleton<RequestLimiting>()
            .AddSingleton<ConnectionLimits>()
            .AddSingleton(ReadSignInLimits);
    }

    /// <summary>Before anybody looks at who sends a request.</summary>
    public static void UseAddressLimit(this WebApplication app) => app.Use(app.Services.GetRequiredService<RequestLimiting>().ByAddressAsync);

    /// <summary>As soon as that is known.</summary>
    public static void UseUserLimit(this WebApplication app) => app.Use(app.Services.GetRequiredService<RequestLimiting>().ByUserAsync);

    private static SignInLimits ReadSignInLimits(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<LimitOptions>>().Value;
        return new(options.SignInsPerAccount, options.SignInsPerAddress, options.SignUpsPerAddress, TimeSpan.FromMinutes(options.SignInMinutes));
    }
}
