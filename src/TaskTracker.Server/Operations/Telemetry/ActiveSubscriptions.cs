using System.Diagnostics.Metrics;
using TaskTracker.Core;

namespace TaskTracker.Server.Operations.Telemetry;

/// <summary>Counts the subscriptions that are being followed, through either door and over every transport; the metric <c>tasktracker.subscriptions.active</c>.</summary>
internal sealed class ActiveSubscriptions
{
    private int now;

    public ActiveSubscriptions(IMeterFactory meters) =>
        meters.Create(Meters.Name).CreateObservableUpDownCounter("tasktracker.subscriptions.active", () => Now, "{subscription}", "Subscriptions that are being followed.");

    public int Now => Volatile.Read(ref now);

    /// <summary>Counts one until it is disposed.</summary>
    public IDisposable Count()
    {
        Add(1);
        return new Counted(this);
    }

    private void Add(int difference) => Interlocked.Add(ref now, difference);

    private sealed class Counted(ActiveSubscriptions active) : IDisposable
    {
        public void Dispose() => active.Add(-1);
    }
}
