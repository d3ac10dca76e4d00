using System.CommandLine;
using System.Diagnostics;
using TaskTracker.Benchmarks.Load;
using TaskTracker.Benchmarks.Processes;
using TaskTracker.Benchmarks.Reports;

namespace TaskTracker.Benchmarks.Commands;

/// <summary><c>writes</c>: what it costs that a write survives the loss of power, and what many tasks in one call save.</summary>
internal static class WritesCommand
{
    private const string Task = """{"title":"Write the report for the board","user_id":1}""";

    // The most that one call takes.
    private const int Batch = 500;

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long each setting is measured in each round.", DefaultValueFactory = _ => 4 };
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured, in turn.", DefaultValueFactory = _ => 5 };
        var command = new Command("writes", "Creates tasks: with either durability, and one by one or together.") { seconds, rounds };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"{Machine.Describe()}.\n");
            var folders = new[] { Directory.CreateTempSubdirectory("tasktracker-").FullName, Directory.CreateTempSubdirectory("tasktracker-").FullName };
            try
            {
                using var safe = await MeasuredProcess.StartTrackerAsync(folders[0], "--Database:Durability=PowerLoss");
                using var fast = await MeasuredProcess.StartTrackerAsync(folders[1], "--Database:Durability=ProcessCrash");
                await CompareDurabilityAsync(output, safe.Address, fast.Address, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rounds));
                await CompareBatchesAsync(output, safe, parsed.GetValue(rounds));
            }
            finally
            {
                Array.ForEach(folders, folder => Directory.Delete(folder, recursive: true));
            }
        });
        return command;
    }

    private static async Task CompareDurabilityAsync(TextWriter output, Uri safe, Uri fast, TimeSpan time, int rounds)
    {
        foreach (var server in new[] { safe, fast })
        {
            using var client = new TrackerClient(server);
            await client.AddUserAsync();
            await RequestLoad.PostAsync(server, "/tasks/", Task, 16, 2 * time);
        }

        var table = new MarkdownTable(output, "POST /tasks/", "PowerLoss, writes/s", "ProcessCrash, writes/s", "PowerLoss of ProcessCrash");
        foreach (var writers in new[] { 1, 16 })
        {
            for (var i = 0; i < rounds; i++)
            {
                var safely = await RequestLoad.PostAsync(safe, "/tasks/", Task, writers, time) / time.TotalSeconds;
                var quickly = await RequestLoad.PostAsync(fast, "/tasks/", Task, writers, time) / time.TotalSeconds;
                table.Add($"{writers} at a time", $"{safely:N0}", $"{quickly:N0}", $"{safely / quickly:P0}");
            }
        }
    }

    private static async Task CompareBatchesAsync(TextWriter output, MeasuredProcess server, int rounds)
    {
        using var client = new TrackerClient(server.Address);
        for (var i = 0; i < 2 * rounds; i++)
        {
            await client.CreateTasksAsync(Batch, together: true);
            await client.CreateTasksAsync(Batch, together: false);
        }

        await output.WriteLineAsync();
        var table = new MarkdownTable(output, $"{Batch} tasks", "One by one, ms", "Together, ms", "Together of one by one", "The same in server CPU");
        for (var i = 0; i < rounds; i++)
        {
            var (time, cpu) = await MeasureAsync(together: false);
            var (timeTogether, cpuTogether) = await MeasureAsync(together: true);
            table.Add("createTask, createTasks", $"{time.TotalMilliseconds:N0}", $"{timeTogether.TotalMilliseconds:N0}", $"{timeTogether / time:P1}", $"{cpuTogether / cpu:P1}");
        }

        async Task<(TimeSpan Time, TimeSpan ProcessorTime)> MeasureAsync(bool together)
        {
            var cpu = server.ProcessorTime;
            var begun = Stopwatch.GetTimestamp();
            await client.CreateTasksAsync(Batch, together);
            return (Stopwatch.GetElapsedTime(begun), server.ProcessorTime - cpu);
        }
    }
}
