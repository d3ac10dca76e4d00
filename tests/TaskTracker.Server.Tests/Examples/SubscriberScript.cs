using System.Diagnostics;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Examples;

/// <summary>A script of examples/subscriber, its process and its journal.</summary>
internal sealed class SubscriberScript(string script, string journal, string address) : IDisposable
{
    private readonly List<string> lines = [];
    private Process? process;
    private Task reading = Task.CompletedTask;

    /// <summary>What it printed for each change, over all starts. Read it when it has been killed.</summary>
    public IReadOnlyList<string> Lines => lines;

    public void Start()
    {
        process = Process.Start(new ProcessStartInfo("node", [script, journal, address])
        {
            WorkingDirectory = Path.Combine(NodePackages.Folder, "subscriber"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // What it says of lost connections is of no interest, but must be read.
        reading = Task.WhenAll(ReadLinesAsync(process.StandardOutput), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Kills it with SIGKILL and waits until it has ended.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        await reading;
        process.Dispose();
        process = null;
    }

    /// <summary>The journal, once it is as wanted.</summary>
    public Task<JsonNode> JournalAsync(Func<JsonNode, bool> isWanted) => Polling.UntilAsync(async () =>
    {
        Assert.False(process!.HasExited, $"{script} ended by itself.");
        return File.Exists(journal) && JsonNode.Parse(await File.ReadAllTextAsync(journal)) is { } read && isWanted(read) ? read : null;
    });

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
        }

        process?.Dispose();
    }

    private async Task ReadLinesAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }
    }
}
