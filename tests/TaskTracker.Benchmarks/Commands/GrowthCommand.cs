using System.CommandLine;
using TaskTracker.Benchmarks.Load;
using TaskTracker.Benchmarks.Processes;
using TaskTracker.Benchmarks.Reports;
using TaskTracker.Benchmarks.Workloads;

namespace TaskTracker.Benchmarks.Commands;

/// <summary><c>growth</c>: what a request costs as the store grows.</summary>
internal static class GrowthCommand
{
    private const int Connections = 32;

    private static readonly string[] Measured = ["W1", "W2", "W6"];

    public static Command Create()
    {
        var sizes = new Option<int[]>("--tasks") { Description = "How many tasks the stores have.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [10_000, 100_000, 1_000_000] };
        var seconds = new Option<double>("--seconds") { Description = "How long each is measured.", DefaultValueFactory = _ => 5 };
        var command = new Command("growth", "Measures the processor time of a request on stores of several sizes.") { sizes, seconds };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var time = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            await output.WriteLineAsync($"{Machine.Describe()}. Server CPU of a request in µs.\n");
            var table = new MarkdownTable(output, ["Tasks", .. Measured]);
            foreach (var size in parsed.GetValue(sizes)!)
            {
                using var stores = await DemoStores.CreateAsync(size);
                using var server = await MeasuredProcess.StartTrackerAsync([.. stores.Settings, "--RateLimits:RequestsPerAddress=0"]);
                using var client = new TrackerClient(server.Address);
                var cells = new List<FormattableString>();
                foreach (var workload in (await RequestWorkloads.PrepareAsync(stores, client)).Where(workload => Measured.Contains(workload.Name)))
                {
                    var requests = workload.Requests.Select(request => RequestLoad.Request(server.Address, request.Method, request.Path, request.Body)).ToList();
                    await RequestLoad.WarmUpAsync(server.Address, requests, Connections);
                    var cpu = server.ProcessorTime;
                    var answered = (await RequestLoad.RunAsync(server.Address, requests, Connections, time)).Answered;
                    cells.Add($"{(server.ProcessorTime - cpu).TotalMicroseconds / answered:N0}");
                }

                table.Add($"{size:N0}", [.. cells]);
            }
        });
        return command;
    }
}
