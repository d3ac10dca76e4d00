using System.Diagnostics;
using System.Text.RegularExpressions;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests;

/// <summary>Runs every command that README.md and other documents show with its output, in order, on a fresh store.</summary>
public sealed partial class ReadmeTourTests
{
    [Fact]
    public async Task The_commands_of_the_README_print_what_it_says()
    {
        using var server = new TrackerServer();
        var steps = await FollowAsync("README.md", server);
        Assert.True(steps >= 13, $"README.md shows only {steps} commands.");
    }

    [Fact]
    public async Task The_commands_of_the_document_on_cost_print_what_it_says()
    {
        using var server = new TrackerServer();
        await server.AddUserAsync("alice");
        await server.AddTaskAsync(1, "Write the report");
        Assert.Equal(2, await FollowAsync("docs/cost.md", server));
    }

    private static async Task<int> FollowAsync(string document, TrackerServer server)
    {
        var text = await File.ReadAllTextAsync(Repository.File(document));
        var steps = Console().Matches(text).SelectMany(block => Step().Matches(block.Groups[1].Value)).ToList();
        foreach (var step in steps)
        {
            var command = step.Groups[1].Value.Replace("http://localhost:8000/", server.Client.BaseAddress!.ToString(), StringComparison.Ordinal);
            Assert.Equal(Timeless(step.Groups[2].Value), Timeless(await RunAsync(command)));
        }

        return steps.Count;
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
