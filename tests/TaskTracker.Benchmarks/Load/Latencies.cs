namespace TaskTracker.Benchmarks.Load;

/// <summary>How long answers took, counted in classes that are 9 % wide.</summary>
internal sealed class Latencies
{
    private const int ClassesPerDoubling = 8;

    // From a microsecond to eighteen hours.
    private readonly long[] counts = new long[36 * ClassesPerDoubling];

    public void Add(TimeSpan time) => counts[Math.Clamp((int)(Math.Log2(Math.Max(1, time.TotalMicroseconds)) * ClassesPerDoubling), 0, counts.Length - 1)]++;

    /// <summary>The time within which this share of the answers came, 0 to 1.</summary>
    public TimeSpan Within(double share)
    {
        var left = (long)(counts.Sum() * share);
        var at = 0;
        while (at < counts.Length - 1 && (left -= counts[at]) > 0)
        {
            at++;
        }

        return TimeSpan.FromMicroseconds(Math.Pow(2, (at + 1.0) / ClassesPerDoubling));
    }

    public static Latencies Sum(IEnumerable<Latencies> parts)
    {
        var sum = new Latencies();
        foreach (var part in parts)
        {
            for (var i = 0; i < sum.counts.Length; i++)
            {
                sum.counts[i] += part.counts[i];
            }
        }

        return sum;
    }
}
