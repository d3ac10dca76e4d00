using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Options;

namespace TaskTracker.Server.Operations.Shutdown;

/// <summary>How the server stops: it drains, then lets requests finish.</summary>
internal static class ShutdownSetup
{
    public static IServiceCollection AddShutdown(this IServiceCollection services)
    {
        services.AddOptions<ShutdownOptions>().BindConfiguration(ShutdownOptions.Section);
        services.AddOptions<HostOptions>().Configure<IOptions<ShutdownOptions>>((host, options) => host.ShutdownTimeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        return services
            .AddSingleton<Draining>()
            .AddSingleton<ISystemdNotifier, SystemdNotifier>()
            .AddSingleton<IHostLifetime, ServerLifetime>();
    }
}
