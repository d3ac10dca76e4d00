using TaskTracker.Server.EventStreams;

namespace TaskTracker.Server.LiveChanges;

/// <summary>A change as all who ask for the same are told of it. Shared, so never write to it.</summary>
/// <param name="name">What an event stream calls it; ASCII.</param>
/// <param name="sequence">The change's place in the log.</param>
/// <param name="cursor">The change's cursor: who has handled the event continues after it.</param>
/// <param name="payload">JSON in UTF-8.</param>
internal sealed class ChangeEvent(byte[] name, long sequence, string cursor, ReadOnlyMemory<byte> payload)
{
    private byte[]? block;

    public long Sequence => sequence;

    public ReadOnlyMemory<byte> Payload => payload;

    /// <summary>As event streams send it; made when the first of them asks.</summary>
    public ReadOnlySpan<byte> Block => block ??= EventStreamWriter.Block(name, cursor, payload.Span);

    /// <summary>About how much memory it takes.</summary>
    public int MemoryBytes => 300 + (2 * payload.Length);
}
