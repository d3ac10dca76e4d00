using System.Diagnostics;
using System.Text.RegularExpressions;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests;

/// <summary>Runs every command that README.md shows with its output, in order, on a fresh store.</summary>
public sealed partial class ReadmeTourTests
{
    [Fact]
    public async Task The_commands_of_the_README_print_what_it_says()
    {
        using var server = new TrackerServer();
        var readme = await File.ReadAllTextAsync(Repository.File("README.md"));
        var steps = Console().Matches(readme).SelectMany(block => Step().Matches(block.Groups[1].Value)).ToList();

        Assert.True(steps.Count >= 13, $"README.md shows only {steps.Count} commands.");
        foreach (var step in steps)
        {
            var command = step.Groups[1].Value.Replace("http://localhost:8000/", server.Client.BaseAddress!.ToString(), StringComparison.Ordinal);
            Assert.Equal(Timeless(step.Groups[2].Value), Timeless(await RunAsync(command)));
        }
    }

    private static async Task<string> RunAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return output;
    }

    private static string Timeless(string text) => Time().Replace(text.Trim(), "TIME");

    [GeneratedRegex("```console\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex(@"^\$ (.*)\n((?:(?!\$ ).+\n)*)", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?")]
    private static partial Regex Time();
}
