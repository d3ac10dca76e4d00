using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting.Systemd;

namespace TaskTracker.Server.Operations.Shutdown;

/// <summary>
/// Stops the server when the operating system or Ctrl-C says so, after it has drained; .NET's own would stop it at once. Tells systemd, when it started
/// the server, how far it is.
/// </summary>
internal sealed class ServerLifetime(Draining draining, IHostApplicationLifetime lifetime, ISystemdNotifier systemd) : IHostLifetime, IDisposable
{
    private readonly List<IDisposable> registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        registrations.Add(lifetime.ApplicationStarted.Register(() => systemd.Notify(ServiceState.Ready)));
        registrations.Add(lifetime.ApplicationStopping.Register(() => systemd.Notify(ServiceState.Stopping)));
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            registrations.Add(PosixSignalRegistration.Create(signal, Stop));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ = draining.StopAsync();
    }
}
