using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using TaskTracker.Server.Commands;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Commands;

public sealed partial class CommandLineTests
{
    [Fact]
    public async Task Help_lists_the_commands_with_examples()
    {
        var (exitCode, output, error) = await RunAsync("--help");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Add demo users and tasks", output, StringComparison.Ordinal);
        Assert.Contains("demo --users 50 --tasks 1000 ", output, StringComparison.Ordinal);
        Assert.Contains("--urls http://localhost:9000 ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'frobnicate'.", "frobnicate")]
    [InlineData("Unrecognized command or argument '--frobnicate'.", "--frobnicate")]
    [InlineData("Unrecognized command or argument '--port'.", "demo", "--port", "1")]
    [InlineData("--users must be between 1 and 100,000, but is 0.", "demo", "--users", "0")]
    [InlineData("--users must be between 1 and 100,000, but is 100001.", "demo", "--users", "100001")]
    [InlineData("--tasks must be between 0 and 10,000,000, but is -1.", "demo", "--tasks", "-1")]
    [InlineData("--tasks must be between 0 and 10,000,000, but is many.", "demo", "--tasks", "many")]
    [InlineData("Databse:Folder is not a setting. Our sections are ", "--Databse:Folder=x")]
    [InlineData("Database:Folder needs a value, such as --Database:Folder=value.", "demo", "--Database:Folder")]
    public async Task What_nobody_understands_is_said_and_nothing_is_done(string message, params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync(arguments);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--urls=http://localhost:9000 --Database:Folder=/srv/a b", "--urls", "http://localhost:9000", "--Database:Folder=/srv/a b")]
    [InlineData("--Database:Durability=ProcessCrash --environment=Staging", "--Database:Durability", "ProcessCrash", "--Database=", "--environment=Staging")]
    [InlineData("--Logging:LogLevel:Default=Warning --Logging:Console:FormatterName=simple --Database:Folder=/srv", "demo", "--users", "5", "--Database:Folder=/srv", "--tasks", "0")]
    public async Task Settings_go_with_any_command(string settings, params string[] arguments)
    {
        string[] given = [];

        await Assert.ThrowsAsync<NotImplementedException>(() => TrackerCommandLine.RunAsync(
            arguments,
            all =>
            {
                given = all;
                throw new NotImplementedException();
            },
            TextWriter.Null,
            TextWriter.Null));

        Assert.Equal(settings, string.Join(' ', given));
    }

    [Theory]
    [InlineData("README.md", 15)]
    [InlineData("CONTRIBUTING.md", 1)]
    [InlineData("docs/moving.md", 4)]
    [InlineData("docs/operations.md", 3)]
    [InlineData("docs/trusted-documents.md", 2)]
    public async Task Every_command_that_a_document_shows_is_understood(string document, int least)
    {
        var shown = ShownCommand().Matches(await File.ReadAllTextAsync(Repository.File(document))).Select(match => match.Groups[1].Value).ToList();

        Assert.True(shown.Count >= least, $"{document} shows only {shown.Count} commands.");
        await Assert.AllAsync(shown, command => Assert.ThrowsAsync<NotImplementedException>(() => TrackerCommandLine.RunAsync(
            command.Split(' ', StringSplitOptions.RemoveEmptyEntries), _ => throw new NotImplementedException(), TextWriter.Null, TextWriter.Null)));
    }

    [Fact]
    public async Task Exporting_the_schema_writes_the_file_of_the_repository_and_opens_no_store()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("exported.graphql");

        var ended = await TrackerProcess.RunAsync("schema", "export", file, folder.Setting);

        Assert.Equal((0, $"{file}\n", ""), (ended.ExitCode, ended.Output, ended.Error));
        Assert.Equal(await File.ReadAllTextAsync(Repository.File("schema.graphql")), await File.ReadAllTextAsync(file));
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task The_schema_is_the_same_whatever_language_the_machine_speaks()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("schema.graphql");

        await TrackerProcess.RunWithAsync(new() { ["LC_ALL"] = "de_DE.UTF-8" }, "schema", "export", file);

        Assert.Equal(await File.ReadAllTextAsync(Repository.File("schema.graphql")), await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_schema_that_cannot_be_written_is_one_line()
    {
        using var folder = new TemporaryFolder();

        var ended = await TrackerCommand.RunAsync("schema", "export", folder.File("missing/schema.graphql"));

        Assert.Equal((1, ""), (ended.ExitCode, ended.Output));
        Assert.Matches("^The schema cannot be written: [^\n]*missing[^\n]*\n$", ended.Error);
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_named_with_the_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("appsettings.json"), "{\n  \"Database\": oops\n}");
        using var error = new StringWriter();

        var exitCode = await TrackerCommandLine.RunAsync(
            [], settings => WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = folder.Path }).Build(), TextWriter.Null, error);

        Assert.Equal(1, exitCode);
        Assert.Contains(folder.File("appsettings.json"), error.ToString(), StringComparison.Ordinal);
        Assert.Contains("LineNumber: 1", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await TrackerCommandLine.RunAsync(
            arguments, _ => throw new InvalidOperationException("Nothing is to be built."), output, error);
        return (exitCode, output.ToString(), error.ToString());
    }

    // After the program's name, or a command by itself. What "schema diff" compares is not there.
    [GeneratedRegex(@"(?:src/TaskTracker\.Server -- |TaskTracker\.Server\.dll |`(?=(?:demo|users|import|export|backup|schema) ))(?!schema diff)([^`\n|&>]+)")]
    private static partial Regex ShownCommand();
}
