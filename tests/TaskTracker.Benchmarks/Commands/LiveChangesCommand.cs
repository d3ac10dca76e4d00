using System.CommandLine;
using TaskTracker.Benchmarks.Load;
using TaskTracker.Benchmarks.Processes;
using TaskTracker.Benchmarks.Reports;
using TaskTracker.Benchmarks.Workloads;

namespace TaskTracker.Benchmarks.Commands;

/// <summary><c>live-changes</c>: what following the change log costs.</summary>
internal static class LiveChangesCommand
{
    // As many as write at once when nobody waits for the clock.
    private const int Writers = 8;

    // Until what is hot has been compiled as well as it will be.
    private const int WarmUps = 6;

    private static readonly (string Name, Func<SeenChanges, int, Subscriber> Make)[] Doors =
    [
        ("GraphQL over WebSocket", (seen, size) => new WebSocketSubscriber(seen, size)),
        ("GraphQL over SSE", EventStreamSubscriber.OfGraphQL),
        ("REST over SSE", EventStreamSubscriber.OfRest),
    ];

    public static Command Create()
    {
        var subscribers = Number("--subscribers", "How many follow.", 1_000);
        var changes = Number("--changes", "How many changes each is told.", 200);
        var pace = Number("--pace", "How many changes a second are written where the pace is given.", 100);
        var sockets = Number("--sockets", "How many idle WebSockets; 0 leaves them out.", 10_000);
        var repeat = Number("--repeat", "How often each fan-out is measured.", 3);
        var door = new Option<string?>("--door") { Description = "Only doors with this in their name." };
        var command = new Command("live-changes", "Fans changes out to many subscribers, and holds many idle ones.") { subscribers, changes, pace, sockets, repeat, door };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"{Machine.Describe()}.\n");
            var hello = await HelloWorld.RunAsync();
            var machine = new MarkdownTable(output, "Hello, world", "Requests/s", "Server CPU µs/request");
            machine.Add("Kestrel's smallest answer, 64 connections", $"{hello.RequestsPerSecond:N0}", $"{hello.MicrosecondsPerRequest:F1}");
            var folder = Directory.CreateTempSubdirectory("tasktracker-").FullName;
            try
            {
                await FanOutAsync(
                    output, folder, parsed.GetValue(subscribers), parsed.GetValue(changes), parsed.GetValue(pace), parsed.GetValue(repeat),
                    Doors.Where(each => each.Name.Contains(parsed.GetValue(door) ?? "", StringComparison.OrdinalIgnoreCase)));
                if (parsed.GetValue(sockets) is var count and > 0)
                {
                    await IdleAsync(output, folder, count);
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int usual) => new(name) { Description = description, DefaultValueFactory = _ => usual };

    private static async Task FanOutAsync(
        TextWriter output, string folder, int subscribers, int changes, int pace, int repeat, IEnumerable<(string Name, Func<SeenChanges, int, Subscriber> Make)> doors)
    {
        using var server = await MeasuredProcess.StartTrackerAsync(folder);
        using var client = new TrackerClient(server.Address);
        await client.AddUserAsync();
        var tasks = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => client.AddTaskAsync()));
        var fanOut = new FanOut(server, client, tasks, subscribers, changes);

        await output.WriteLineAsync($"\n{subscribers:N0} subscribers, {changes:N0} changes:\n");
        var table = new MarkdownTable(
            output, "Fan-out", "Events/s", "p50 ms", "p99 ms", "Lost", "Out of order", "Changes written/s", "Server CPU µs/event", "Load CPU µs/event");
        foreach (var (name, make) in doors)
        {
            for (var i = 0; i < WarmUps; i++)
            {
                await fanOut.RunAsync(make, i % 2 == 0 ? null : pace);
            }

            foreach (var perSecond in new int?[] { null, pace })
            {
                for (var i = 0; i < repeat; i++)
                {
                    var result = await fanOut.RunAsync(make, perSecond);
                    table.Add(
                        $"{name}, {(perSecond is null ? "as fast as they can be written" : $"{perSecond} changes/s")}",
                        $"{result.EventsPerSecond:N0}", $"{result.Delay(0.5):F1}", $"{result.Delay(0.99):F1}", $"{result.Lost}", $"{result.Disordered}",
                        $"{result.WrittenPerSecond:N0}", $"{result.ServerMicrosecondsPerEvent:F2}", $"{result.LoadMicrosecondsPerEvent:F2}");
                }
            }
        }
    }

    // On a server that has done nothing else yet.
    private static async Task IdleAsync(TextWriter output, string folder, int count)
    {
        using var server = await MeasuredProcess.StartTrackerAsync(folder);
        using var client = new TrackerClient(server.Address);
        var idle = await new IdleSockets(server, client, count).RunAsync();
        await output.WriteLineAsync();
        var table = new MarkdownTable(output, "Idle WebSockets, one subscription each", "Before", "With", "After", "Each", "Given back");
        table.Add($"{count:N0}", $"{idle.Before / 1e6:F0} MB", $"{idle.With / 1e6:F0} MB", $"{idle.After / 1e6:F0} MB", $"{idle.PerSocket / 1e3:F1} kB", $"{idle.Returned:P0}");
    }
}
