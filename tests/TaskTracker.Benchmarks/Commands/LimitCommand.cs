using System.CommandLine;
using TaskTracker.Benchmarks.Limit;

namespace TaskTracker.Benchmarks.Commands;

/// <summary><c>limit</c>: the server that ours is measured by. The benchmarks start it themselves.</summary>
internal static class LimitCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--file") { Required = true };
        var urls = new Option<string>("--urls") { DefaultValueFactory = _ => "http://127.0.0.1:0" };
        var command = new Command("limit", "Serves the workloads as fast as can be written by hand, from a SQLite store of ours.") { file, urls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls(parsed.GetValue(urls)!);
            builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            await using var app = builder.Build();
            using var store = new LimitStore(parsed.GetValue(file)!);
            LimitServer.Map(app, store);
            await app.RunAsync(cancellationToken);
            return 0;
        });
        return command;
    }
}
