using System.ComponentModel;
using System.Diagnostics;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Examples;

/// <summary>What <c>npm ci</c> installs for the examples, once: they need Node.js and npm, and the tests fail without them.</summary>
public sealed class NodePackages : IAsyncLifetime
{
    // Several classes use it, at the same time.
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    /// <summary>The folder of the examples.</summary>
    public static string Folder { get; } = Repository.File("examples");

    public Task InitializeAsync() => Installed.Value;

    public Task DisposeAsync() => Task.CompletedTask;

    private static async Task InstallAsync()
    {
        await RunAsync("node", "--version");
        // npm writes this file last; it is older than the lock file when that has changed since.
        var (locked, installed) = (new FileInfo(Path.Combine(Folder, "package-lock.json")), new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json")));
        if (!installed.Exists || installed.LastWriteTimeUtc < locked.LastWriteTimeUtc)
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund");
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardError = true })!;
            var error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} in {Folder} failed.\n{error}");
        }
        catch (Win32Exception)
        {
            Assert.Fail($"The examples run on Node.js 20 or newer with npm, and there is no {program}. Install both; on Debian: apt-get install nodejs npm.");
        }
    }
}
