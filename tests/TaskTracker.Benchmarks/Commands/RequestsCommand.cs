using System.CommandLine;
using System.Diagnostics;
using TaskTracker.Benchmarks.Load;
using TaskTracker.Benchmarks.Processes;
using TaskTracker.Benchmarks.Reports;
using TaskTracker.Benchmarks.Workloads;

namespace TaskTracker.Benchmarks.Commands;

/// <summary><c>requests</c>: our server and the limit in turns, on the same data with the same requests.</summary>
internal static class RequestsCommand
{
    private const int Connections = 32;

    // What the limit has for PostgreSQL.
    private static readonly string[] OnPostgres = ["W1", "W2", "W3", "W4", "W5", "W6"];

    public static Command Create()
    {
        var tasks = new Option<int>("--tasks") { Description = "How many tasks the store has, of a hundredth as many users.", DefaultValueFactory = _ => 100_000 };
        var seconds = new Option<double>("--seconds") { Description = "How long each side is measured in each round.", DefaultValueFactory = _ => 3 };
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured, in turn; the median counts.", DefaultValueFactory = _ => 3 };
        var only = new Option<string?>("--only") { Description = "Which workloads, such as W1,W3. Without it: all." };
        var cluster = new Option<string?>("--postgres") { Description = "How to connect to a cluster where databases may be created: W1 to W6 on PostgreSQL. Without it: all on SQLite." };
        var command = new Command("requests", "Measures queries, mutations and REST routes against a limit that is written by hand.") { tasks, seconds, rounds, only, cluster };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"{Machine.Describe()}; {parsed.GetValue(tasks):N0} tasks on {(parsed.GetValue(cluster) is null ? "SQLite" : "PostgreSQL")}, {Connections} connections.\n");
            using var stores = await DemoStores.CreateAsync(parsed.GetValue(tasks), parsed.GetValue(cluster));
            var copy = await stores.CopyAsync();
            var started = Stopwatch.GetTimestamp();
            using var ours = await MeasuredProcess.StartTrackerAsync([.. stores.Settings, "--RateLimits:RequestsPerAddress=0"]);
            using var client = new TrackerClient(ours.Address);
            await client.FindNewestCursorAsync();
            var start = Stopwatch.GetElapsedTime(started);
            var atRest = Memory(ours);
            using var limit = await MeasuredProcess.StartLimitAsync(copy);

            var wanted = parsed.GetValue(only)?.Split(',') ?? (parsed.GetValue(cluster) is null ? null : OnPostgres);
            var workloads = (await RequestWorkloads.PrepareAsync(stores, client)).Where(workload => wanted?.Contains(workload.Name) != false).ToList();
            // All of them first, and those that only read before the others: a write's time is the server's own.
            foreach (var workload in workloads.OrderBy(workload => workload.Writes))
            {
                await AnswerCheck.RunAsync(workload, ours.Address, limit.Address);
            }

            var table = new MarkdownTable(
                output, "Workload", "Requests/s", "Limit", "Ratio", "Aim", "p50, ms", "p99, ms", "CPU, µs", "Limit's CPU, µs", "CPU ratio", "Allocated, B");
            foreach (var workload in workloads)
            {
                await MeasureAsync(table, workload, ours, limit, client, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rounds));
            }

            await output.WriteLineAsync($"\nStart to first answer: {start.TotalMilliseconds:N0} ms. Memory at rest {atRest}, after the load {Memory(ours)}; the rest of what is resident is the store's file and the program's.");
        });
        return command;
    }

    private static async Task MeasureAsync(MarkdownTable table, Workload workload, MeasuredProcess ours, MeasuredProcess limit, TrackerClient client, TimeSpan time, int rounds)
    {
        var sides = new[]
        {
            new Side(ours, [.. workload.Requests.Select(request => RequestLoad.Request(ours.Address, request.Method, request.Path, request.Body))]),
            new Side(limit, [.. workload.Requests.Select(request => RequestLoad.Request(limit.Address, request.Method, request.LimitPath, request.Body))]),
        };
        foreach (var side in sides)
        {
            await RequestLoad.WarmUpAsync(side.Server.Address, side.Requests, Connections);
        }

        var allocated = await client.FindAllocatedBytesAsync();
        var answered = 0;
        var results = new[] { new List<(LoadResult Load, double Cpu)>(), [] };
        for (var i = 0; i < rounds; i++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                var cpu = sides[side].Server.ProcessorTime;
                var load = await RequestLoad.RunAsync(sides[side].Server.Address, sides[side].Requests, Connections, time);
                results[side].Add((load, (sides[side].Server.ProcessorTime - cpu).TotalMicroseconds / load.Answered));
                answered += side == 0 ? load.Answered : 0;
            }
        }

        // The runtime counts when it collects, which it may not have done in a workload that allocates little.
        var perRequest = (await client.FindAllocatedBytesAsync() - allocated) / answered;
        var (rate, limitRate) = (Median(results[0], result => result.Load.PerSecond), Median(results[1], result => result.Load.PerSecond));
        var (cpuOurs, cpuLimit) = (Median(results[0], result => result.Cpu), Median(results[1], result => result.Cpu));
        table.Add(
            $"{workload.Name} {workload.What}",
            $"{rate:N0}", $"{limitRate:N0}", $"{rate / limitRate:N2}", $"{workload.Aim:0.00}",
            $"{Median(results[0], result => result.Load.Latencies.Within(0.5).TotalMilliseconds):N1}", $"{Median(results[0], result => result.Load.Latencies.Within(0.99).TotalMilliseconds):N1}",
            $"{cpuOurs:N0}", $"{cpuLimit:N0}", $"{cpuLimit / cpuOurs:N2}", perRequest > 0 ? (FormattableString)$"{perRequest:N0}" : $"–");
    }

    private static string Memory(MeasuredProcess server) => $"{server.PrivateBytes / 1e6:N0} MB of {server.ResidentBytes / 1e6:N0} MB";

    private static double Median(IEnumerable<(LoadResult Load, double Cpu)> results, Func<(LoadResult Load, double Cpu), double> value)
    {
        var sorted = results.Select(value).Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private sealed record Side(MeasuredProcess Server, IReadOnlyList<byte[]> Requests);
}
