using TaskTracker.Benchmarks.Load;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>What came of a fan-out, held against the log.</summary>
internal sealed class FanOutResult
{
    private readonly List<double> delays;
    private readonly TimeSpan serverTime;
    private readonly TimeSpan loadTime;
    private readonly long duration;

    /// <param name="seen">What each subscriber was told.</param>
    /// <param name="log">What was to be told: the places in the log, and when the changes were made in ticks of UTC.</param>
    /// <param name="serverTime">The processor time that the server used.</param>
    /// <param name="loadTime">The processor time that the load used.</param>
    public FanOutResult(IReadOnlyList<SeenChanges> seen, IReadOnlyList<(long Place, long Time)> log, TimeSpan serverTime, TimeSpan loadTime)
    {
        (this.serverTime, this.loadTime) = (serverTime, loadTime);
        delays = new(seen.Count * log.Count);
        var ordinals = log.Select((change, i) => (change.Place, Ordinal: i)).ToDictionary(change => change.Place, change => change.Ordinal);
        foreach (var told in seen)
        {
            var last = -1;
            foreach (var (place, time) in told.All)
            {
                var ordinal = ordinals[place];
                delays.Add(TimeSpan.FromTicks(time - log[ordinal].Time).TotalMilliseconds);
                duration = Math.Max(duration, time - log[0].Time);
                Disordered += ordinal > last ? 0 : 1;
                Lost += Math.Max(0, ordinal - last - 1);
                last = Math.Max(last, ordinal);
            }

            Lost += log.Count - 1 - last;
        }

        WrittenPerSecond = log.Count / TimeSpan.FromTicks(log[^1].Time - log[0].Time).TotalSeconds;
        delays.Sort();
    }

    public int Lost { get; }

    /// <summary>Told twice, or after a later change.</summary>
    public int Disordered { get; }

    public double WrittenPerSecond { get; }

    public double EventsPerSecond => delays.Count / TimeSpan.FromTicks(duration).TotalSeconds;

    public double ServerMicrosecondsPerEvent => serverTime.TotalMicroseconds / delays.Count;

    public double LoadMicrosecondsPerEvent => loadTime.TotalMicroseconds / delays.Count;

    /// <summary>How long after the change was made, just before its commit, it was received; the part of all events that took no longer.</summary>
    public double Delay(double part) => delays[(int)((delays.Count - 1) * part)];
}
