using System.CommandLine;
using Npgsql;
using TaskTracker.Benchmarks.Load;
using TaskTracker.Benchmarks.Processes;
using TaskTracker.Benchmarks.Reports;
using TaskTracker.Benchmarks.Workloads;

namespace TaskTracker.Benchmarks.Commands;

/// <summary><c>change-log</c>: what the change log costs those who write to PostgreSQL.</summary>
internal static class ChangeLogCommand
{
    private const int Writers = 16;

    private const int Tasks = 256;

    private const string Task = """{"title":"Write the report for the board","user_id":1}""";

    private static readonly string[] Statuses = ["IN_PROGRESS", "COMPLETED", "PENDING"];

    // No row is written, no place in the log is asked for, and none has to be settled.
    private const string WithoutLog = "CREATE RULE no_log AS ON INSERT TO task_changes DO INSTEAD NOTHING";

    public static Command Create()
    {
        var cluster = new Option<string>("--postgres") { Description = "How to connect to a cluster where databases may be created, such as Host=localhost;Username=postgres.", Required = true };
        var seconds = new Option<int>("--seconds") { Description = "How long each database is written to in each round.", DefaultValueFactory = _ => 4 };
        var rounds = new Option<int>("--rounds") { Description = "How often each is, in turn.", DefaultValueFactory = _ => 6 };
        var command = new Command("change-log", $"{Writers} writers, with the change log and without it, on one cluster of PostgreSQL.") { cluster, seconds, rounds };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            await output.WriteLineAsync($"{Machine.Describe()}.\n");
            var databases = new[] { await PostgresDatabases.CreateAsync(parsed.GetValue(cluster)!, "with"), await PostgresDatabases.CreateAsync(parsed.GetValue(cluster)!, "without") };
            using var with = await StartAsync(databases[0], null);
            using var without = await StartAsync(databases[1], WithoutLog);
            await CompareAsync(output, with.Address, without.Address, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(rounds));
        });
        return command;
    }

    private static async Task CompareAsync(TextWriter output, Uri with, Uri without, TimeSpan time, int rounds)
    {
        var table = new MarkdownTable(output, $"{Writers} writers", "With the log, writes/s", "Without, writes/s", "With of without");
        foreach (var (name, make) in new (string, Func<Uri, IReadOnlyList<byte[]>>)[]
        {
            ("POST /tasks/", server => [RequestLoad.Request(server, "POST", "/tasks/", Task)]),
            ("PUT /tasks/ID/status, each another task", server =>
                [.. Statuses.SelectMany(status => Enumerable.Range(1, Tasks).Select(id => RequestLoad.Request(server, "PUT", $"/tasks/{id}/status", $$"""{"status":"{{status}}"}""")))]),
        })
        {
            for (var i = -1; i < rounds; i++)
            {
                // Each begins every other time: what the first leaves to do falls to the second.
                var first = await MeasureAsync(i % 2 == 0 ? with : without);
                var second = await MeasureAsync(i % 2 == 0 ? without : with);
                var (logged, unlogged) = i % 2 == 0 ? (first, second) : (second, first);
                // The first round warms up.
                if (i >= 0)
                {
                    table.Add(name, $"{logged:N0}", $"{unlogged:N0}", $"{logged / unlogged:P0}");
                }
            }

            async Task<double> MeasureAsync(Uri server) => (await RequestLoad.RunAsync(server, make(server), Writers, time)).Answered / time.TotalSeconds;
        }
    }

    private static async Task<MeasuredProcess> StartAsync(string database, string? change)
    {
        var server = await MeasuredProcess.StartTrackerAsync(Path.GetTempPath(), "--Database:Provider=Postgres", $"--Database:ConnectionString={database}");
        if (change is not null)
        {
            await using var source = NpgsqlDataSource.Create(database);
            await using var command = source.CreateCommand(change);
            await command.ExecuteNonQueryAsync();
        }

        using var client = new TrackerClient(server.Address);
        await client.AddUserAsync();
        await client.CreateTasksAsync(Tasks, together: true);
        return server;
    }
}
