using System.Text.Json;
using TaskTracker.Core.Access;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>A way into a server of its own, with a store that nobody else touches.</summary>
internal abstract class Door(Origin origin) : IDisposable
{
    /// <summary>What the change log must call this door.</summary>
    public Origin Origin => origin;

    public TrackerServer Server { get; } = new();

    /// <param name="operation">What to do.</param>
    /// <param name="inputs">A JSON object in GraphQL's spelling. It is sent as it is written, escapes included.</param>
    public Task<Outcome> SendAsync(Operation operation, string inputs)
    {
        using var parsed = JsonDocument.Parse(inputs);
        return SendAsync(operation, parsed.RootElement.Clone());
    }

    public void Dispose() => Server.Dispose();

    protected abstract Task<Outcome> SendAsync(Operation operation, JsonElement inputs);
}
