using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_lists_the_commands_with_examples()
    {
        var ended = await TrackerProcess.RunAsync("--help");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Add demo users and tasks", ended.Output, StringComparison.Ordinal);
        Assert.Contains("demo --users 50 --tasks 1000 ", ended.Output, StringComparison.Ordinal);
        Assert.Contains("--urls http://localhost:9000 ", ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'frobnicate'.", "frobnicate")]
    [InlineData("Unrecognized command or argument '--frobnicate'.", "--frobnicate")]
    [InlineData("Unrecognized command or argument '--port'.", "demo", "--port", "1")]
    [InlineData("--users must be between 1 and 100,000, but is 0.", "demo", "--users", "0")]
    [InlineData("--users must be between 1 and 100,000, but is 100001.", "demo", "--users", "100001")]
    [InlineData("--tasks must be between 0 and 10,000,000, but is -1.", "demo", "--tasks", "-1")]
    [InlineData("--tasks must be between 0 and 10,000,000, but is many.", "demo", "--tasks", "many")]
    [InlineData("Databse:Folder is not a setting.", "--Databse:Folder=x")]
    [InlineData("Database:Folder needs a value, such as --Database:Folder=value.", "demo", "--Database:Folder")]
    public async Task What_nobody_understands_is_said_and_nothing_is_done(string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var ended = await TrackerProcess.RunAsync([folder.Setting, .. arguments]);

        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith(message, ended.Error, StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
