using System.Diagnostics;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Examples;

/// <summary>The examples do what they say, each run by its own command against a server with a few tasks.</summary>
public sealed class ExampleTests : IClassFixture<NodePackages>, IAsyncLifetime
{
    private readonly CancellationTokenSource bound = new(TimeSpan.FromMinutes(2));
    private readonly TrackerServer server = new();

    public async Task InitializeAsync()
    {
        await server.AddUserAsync("ada");
        foreach (var i in Enumerable.Range(1, 6))
        {
            await server.AddTaskAsync(1, $"Task {i}");
        }
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        bound.Dispose();
    }

    [Theory]
    [InlineData("apollo", "created Write the report", "listed true", "moved IN_PROGRESS", "cached IN_PROGRESS", "refused VERSION_CONFLICT", "error INVALID_PAGE")]
    [InlineData("urql", "created Call the bank", "listed true", "moved COMPLETED", "listed again COMPLETED", "refused VERSION_CONFLICT")]
    [InlineData("relay", "first page 5", "pages true", "appended 1", "moved IN_PROGRESS", "heard STATUS_CHANGED", "card Water the plants, true")]
    [InlineData("typescript", "created Return the books", "overdue Return the books since 2001-02-03: pending, with a user", "refused INVALID_INPUT")]
    public Task A_client_library_of_the_web_works_with_our_schema(string folder, params string[] printed) =>
        RunsAsync(folder, ["npm", "start", "--silent", "--", $"{server.Client.BaseAddress}graphql"], printed);

    [Fact]
    public Task A_client_in_dotnet_needs_nothing_but_the_SDK() =>
        RunsAsync("dotnet", ["dotnet", "run", "board.cs", $"{server.Client.BaseAddress}graphql"], ["listed True", "created Feed the cat", "followed COMPLETED"]);

    [Fact]
    public Task The_REST_routes_answer_to_curl() =>
        RunsAsync(".", ["sh", "rest.sh", server.Client.BaseAddress!.ToString().TrimEnd('/')], ["GET /", "POST /users/", "GET /users/", "POST /tasks/", "GET /tasks/7", "PUT /tasks/7/status", "GET /users/2/tasks"]);

    /// <summary>Runs a command in a folder of the examples; what it prints has these lines, in this order, and it ends well.</summary>
    private async Task RunsAsync(string folder, string[] command, string[] printed)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.Combine(NodePackages.Folder, folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(bound.Token);
        var output = await process.StandardOutput.ReadToEndAsync(bound.Token);
        await process.WaitForExitAsync(bound.Token);

        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}.\n{output}\n{await error}");
        Assert.Equal(printed, output.Split('\n').Where(printed.Contains));
    }
}
