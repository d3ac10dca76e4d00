using System.Buffers.Text;

namespace TaskTracker.Benchmarks.Load;

/// <summary>What one subscriber has been told, in the order in which it came.</summary>
/// <param name="expected">How many changes there will be.</param>
/// <param name="complete">Told when the last has come.</param>
internal sealed class SeenChanges(int expected, Action complete)
{
    /// <summary>As far as a cursor's place in the log goes; the rest is its seal.</summary>
    public const int PlaceLength = 16;

    private readonly long[] places = new long[expected];
    private readonly long[] times = new long[expected];

    /// <summary>How many came; more than expected when some came twice.</summary>
    public int Count { get; private set; }

    /// <summary>The places in the log, and when each came, in ticks of UTC.</summary>
    public IEnumerable<(long Place, long Time)> All => places.Zip(times).Take(Count);

    /// <summary>Notes the change in this JSON, which has its cursor.</summary>
    public void Note(ReadOnlySpan<byte> json, long now)
    {
        var before = "\"cursor\":\""u8;
        var cursor = json.IndexOf(before);
        if (cursor < 0 || !Utf8Parser.TryParse(json.Slice(cursor + before.Length, PlaceLength), out long place, out _, 'x'))
        {
            throw new InvalidDataException($"Not a change: {System.Text.Encoding.UTF8.GetString(json)}");
        }

        if (Count < expected)
        {
            (places[Count], times[Count]) = (place, now);
        }

        if (++Count == expected)
        {
            complete();
        }
    }
}
