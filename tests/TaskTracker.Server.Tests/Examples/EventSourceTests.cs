using System.Diagnostics;
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

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new();
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(3));
    private TrackerProcess? process;
    private Uri server = new("http://127.0.0.1:0");

    public void Dispose()
    {
        process?.Dispose();
        client.Dispose();
        bound.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task It_is_told_what_happened_until_it_came_back()
    {
        await StartServerAsync();
        using var node = Process.Start(new ProcessStartInfo("node", ["--input-type=module", "-e", Script, $"{server}tasks/events"])
        {
            WorkingDirectory = Path.Combine(NodePackages.Folder, "subscriber"),
            RedirectStandardOutput = true,
        })!;
        try
        {
            await IsFollowingAsync();
            process!.Dispose();
            Assert.Equal(0, (await TrackerProcess.RunAsync("demo", "--users", "1", "--tasks", "1", folder.Setting)).ExitCode);
            await StartServerAsync();

            Assert.StartsWith("0000000000000001", await node.StandardOutput.ReadLineAsync(bound.Token), StringComparison.Ordinal);
        }
        finally
        {
            node.Kill();
        }
    }

    private async Task StartServerAsync()
    {
        process = TrackerProcess.Start("--urls", server.ToString(), folder.Setting);
        server = await process.AddressAsync();
    }

    private Task<EventSourceTests> IsFollowingAsync() => Polling.UntilAsync(async () =>
        (await client.GetStringAsync(new Uri(server, "/metrics"), bound.Token)).Contains("\ntasktracker_subscriptions_active{otel_scope_name=\"TaskTracker\"} 1\n", StringComparison.Ordinal) ? this : null);
}
