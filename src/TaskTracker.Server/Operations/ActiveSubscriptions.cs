using System.Diagnostics.Metrics;

namespace TaskTracker.Server.Operations;

/// <summary>Counts the subscriptions that are being followed, through either door and over every transport; the metric <c>tasktracker.subscriptions.active</c>.</summary>
internal sealed class ActiveSubscriptions
{
    private readonly UpDownCounter<int> counter;
    private int now;

    public ActiveSubscriptions(IMeterFactory meters) =>
        counter = meters.Create("TaskTracker").CreateUpDownCounter<int>("tasktracker.subscriptions.active", "{subscription}", "Subscriptions that are being followed.");

    public int Now => Volatile.Read(ref now);

    /// <summary>Counts one until it is disposed.</summary>
    public IDisposable Count()
    {
        Add(1);
        return new Counted(this);
    }

    private void Add(int difference)
    {
        Interlocked.Add(ref now, difference);
        counter.Add(difference);
    }

    private sealed class Counted(ActiveSubscriptions active) : IDisposable
    {
        public void Dispose() => active.Add(-1);
    }
}
