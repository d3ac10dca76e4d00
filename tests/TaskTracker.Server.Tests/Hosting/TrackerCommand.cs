using TaskTracker.Server.Commands;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>
/// A command line of an operator's, run in this process with all that it says kept: a process of its own takes seconds to compile what runs here
/// at once. That processes run them as well is shown with <see cref="TrackerProcess"/>.
/// </summary>
internal static class TrackerCommand
{
    // A server that should not have started serves until somebody ends it, and nobody does.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs it to its end.</summary>
    public static async Task<TrackerProcess.Ended> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await TrackerCommandLine.RunAsync([.. arguments.SelectMany(TestDatabase.Complete)], Program.Build, output, error).WaitAsync(Patience);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
