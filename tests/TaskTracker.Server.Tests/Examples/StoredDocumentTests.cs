using System.Diagnostics;
using System.Text.Json.Nodes;
using TaskTracker.Server.Commands;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Examples;

/// <summary>What a client's build stores, and what a change of the schema does to it.</summary>
public sealed class StoredDocumentTests : IClassFixture<NodePackages>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_documents_that_the_compiler_of_Relay_stores_hold_until_the_schema_breaks_one()
    {
        var schema = await File.ReadAllTextAsync(Repository.File("schema.graphql"));
        await StoreAsync(schema);

        Assert.Equal((0, "0 of 6 documents break"), await DiffAsync(schema));
        Assert.Equal((1, "1 of 6 documents break"), await DiffAsync(schema.Replace("  taskEdge: ", "  edge: ", StringComparison.Ordinal)));
    }

    // The example's documents by its own configuration, with a file to store them in.
    private async Task StoreAsync(string schema)
    {
        var example = Path.Combine(NodePackages.Folder, "relay");
        Directory.CreateDirectory(folder.File("src/__generated__"));
        Directory.CreateDirectory(folder.File("documents"));
        File.Copy(Path.Combine(example, "src/Board.js"), folder.File("src/Board.js"));
        await File.WriteAllTextAsync(folder.File("schema.graphql"), schema);
        await File.WriteAllTextAsync(folder.File("documents/relay.json"), "{}");
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(example, "relay.config.json")))!;
        configuration["schema"] = "schema.graphql";
        configuration["persistConfig"] = new JsonObject { ["file"] = "documents/relay.json", ["algorithm"] = "MD5" };
        await File.WriteAllTextAsync(folder.File("relay.config.json"), configuration.ToJsonString());

        using var compiler = Process.Start(new ProcessStartInfo(Path.Combine(NodePackages.Folder, "node_modules/.bin/relay-compiler")) { WorkingDirectory = folder.Path, RedirectStandardOutput = true })!;
        var output = await compiler.StandardOutput.ReadToEndAsync();
        await compiler.WaitForExitAsync();
        Assert.True(compiler.ExitCode == 0, output);
    }

    private async Task<(int ExitCode, string LastLine)> DiffAsync(string after)
    {
        await File.WriteAllTextAsync(folder.File("after.graphql"), after);
        using var output = new StringWriter { NewLine = "\n" };
        var exitCode = await TrackerCommandLine.RunAsync(
            ["schema", "diff", folder.File("schema.graphql"), folder.File("after.graphql"), "--operations", folder.File("documents")],
            _ => throw new InvalidOperationException("Nothing is to be built."),
            output,
            output);
        return (exitCode, output.ToString().TrimEnd().Split('\n')[^1]);
    }
}
