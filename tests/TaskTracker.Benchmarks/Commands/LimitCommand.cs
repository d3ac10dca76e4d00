using System.CommandLine;
using TaskTracker.Benchmarks.Limit;

namespace TaskTracker.Benchmarks.Commands;

/// <summary><c>limit</c>: the server that ours is measured by. The benchmarks start it themselves.</summary>
internal static class LimitCommand
{
    public static Command Create()
    {
        var file = new Option<string?>("--file") { Description = "A SQLite store of ours." };
        var database = new Option<string?>("--postgres") { Description = "How to connect to one on PostgreSQL." };
        var urls = new Option<string>("--urls") { DefaultValueFactory = _ => "http://127.0.0.1:0" };
        var command = new Command("limit", "Serves the workloads as fast as can be written by hand, from a store of ours.") { file, database, urls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls(parsed.GetValue(urls)!);
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            await using var app = builder.Build();
            using var store = parsed.GetValue(file) is { } path ? new LimitStore(path) : null;
            await using var source = parsed.GetValue(database) is { } connection ? LimitPostgres.Source(connection) : null;
            if (store is not null)
            {
                LimitServer.Map(app, store);
            }
            else
            {
                LimitPostgres.Map(app, source!);
            }

            await app.RunAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
