using System.Diagnostics;

namespace TaskTracker.Browser.Tests.Board;

/// <summary>The board is bundled without looking at its types; this looks.</summary>
public sealed class SourceTests
{
    [Fact]
    public async Task The_types_of_the_board_fit()
    {
        using var check = Process.Start(new ProcessStartInfo("npm", ["run", "--silent", "check"]) { WorkingDirectory = Repository.File("web"), RedirectStandardOutput = true })!;
        var complaints = await check.StandardOutput.ReadToEndAsync();
        await check.WaitForExitAsync();
        Assert.True(check.ExitCode == 0, complaints);
    }
}
