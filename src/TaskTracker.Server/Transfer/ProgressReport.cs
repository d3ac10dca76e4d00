using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace TaskTracker.Server.Transfer;

/// <summary>Shows how far a long command is: a bar on a terminal, a line each tenth of the way where output is redirected.</summary>
internal static class ProgressReport
{
    /// <summary>Runs the work, which says each time how many more it has done, and then says how long it took.</summary>
    /// <param name="what">In the plural, such as <c>tasks</c>.</param>
    /// <param name="total">How many there are to do.</param>
    /// <param name="output">Gets the lines.</param>
    /// <param name="work">Takes what to tell progress to.</param>
    public static async Task RunAsync(string what, int total, TextWriter output, Func<Action<int>, Task> work)
    {
        var watch = Stopwatch.StartNew();
        if (AnsiConsole.Profile.Out.IsTerminal)
        {
            await AnsiConsole.Progress().AutoClear(true).StartAsync(async bars =>
            {
                var bar = bars.AddTask(what, maxValue: Math.Max(total, 1));
                await work(more => bar.Increment(more));
            });
        }
        else
        {
            var done = 0;
            await work(more =>
            {
                var before = done;
                done += more;
                if (done < total && 10L * done / total > 10L * before / total)
                {
                    output.WriteLine(Say($"{done:N0} of {total:N0} {what}"));
                }
            });
        }

        output.WriteLine(Say($"{total:N0} {what} in {watch.Elapsed.TotalSeconds:N1} s"));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
