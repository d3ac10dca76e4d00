using System.CommandLine;
using TaskTracker.Benchmarks.Commands;

namespace TaskTracker.Benchmarks;

/// <summary>Measures the server as an operator runs it; docs/benchmarks tells how, and keeps results.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        // What arrives is handled where the system reports it. Read once, by the first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        var root = new RootCommand("Measures TaskTracker. Prints Markdown.")
        {
            LiveChangesCommand.Create(),
            WritesCommand.Create(),
            RequestsCommand.Create(),
            GrowthCommand.Create(),
            ChangeLogCommand.Create(),
            HelloWorldCommand.Create(),
            LimitCommand.Create(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
