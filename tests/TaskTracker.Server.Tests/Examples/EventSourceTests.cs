using System.Diagnostics;
using TaskTracker.Server.Tests.Faults;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Examples;

/// <summary>A real EventSource, run by node, that loses its connection before it has had an event.</summary>
public sealed class EventSourceTests : IClassFixture<NodePackages>, IDisposable
{
    private const string Script = """
        import { EventSource } from 'eventsource';
        new EventSource(process.argv[1]).addEventListener('created', (event) => console.log(event.lastEventId));
        // While it waits to reconnect, it does not keep node alive by itself.
        setInterval(() => {}, 60_000);
        """;

    private readonly FaultServer server = new();

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task It_is_told_what_happened_until_it_came_back()
    {
        await server.StartAsync();
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script, $"{server.Address}tasks/events"])
        {
            WorkingDirectory = Path.Combine(NodePackages.Folder, "subscriber"),
            RedirectStandardOutput = true,
        })!;
        try
        {
            await IsFollowingAsync();
            server.Kill();
            Assert.Equal(0, (await TrackerProcess.RunAsync("demo", "--users", "1", "--tasks", "1", server.Setting)).ExitCode);
            await server.StartAsync();

            Assert.StartsWith("0000000000000001", await node.StandardOutput.ReadLineAsync(server.Bound), StringComparison.Ordinal);
        }
        finally
        {
            node.Kill();
        }
    }

    private Task<EventSourceTests> IsFollowingAsync() => Polling.UntilAsync(async () =>
        (await server.Client.GetStringAsync(new Uri(server.Address, "/metrics"), server.Bound)).Contains("\ntasktracker_subscriptions_active{otel_scope_name=\"TaskTracker\"} 1\n", StringComparison.Ordinal) ? this : null);
}
