using System.Diagnostics;
using System.Globalization;

namespace TaskTracker.Benchmarks.Processes;

/// <summary>A server in a process of its own, so that its times and its memory are its own.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MeasuredProcess(string assembly, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        // The generator's own setting, which a child would inherit.
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.Start();
        process.BeginOutputReadLine();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The processor time that it has used since it started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The memory that is its own and that it has now. Pages of the store's file that are mapped are the system's cache.</summary>
    public long PrivateBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
            return 1024 * long.Parse(line.AsSpan("RssAnon:".Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The memory that it has now, as the operating system counts it.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Our server on an empty store in <paramref name="folder"/>, as it is shipped but for who may come in.</summary>
    public static Task<MeasuredProcess> StartTrackerAsync(string folder, params string[] settings) =>
        StartTrackerAsync([$"--Database:Folder={folder}", .. settings]);

    /// <summary>The least that the platform can do for a request.</summary>
    public static Task<MeasuredProcess> StartHelloWorldAsync() => StartAsync(typeof(MeasuredProcess).Assembly.Location, ["hello-world"]);

    /// <summary>The same, its settings telling where the store is.</summary>
    public static Task<MeasuredProcess> StartTrackerAsync(string[] settings) => StartAsync(typeof(global::Program).Assembly.Location, ["--Access:Anonymous=Legacy", .. settings]);

    /// <summary>The limit, its arguments telling where the store is.</summary>
    public static Task<MeasuredProcess> StartLimitAsync(string[] arguments) => StartAsync(typeof(MeasuredProcess).Assembly.Location, ["limit", .. arguments]);

    /// <summary>Runs one of our server's commands to its end.</summary>
    public static async Task RunTrackerAsync(params string[] arguments)
    {
        using var command = Process.Start(new ProcessStartInfo("dotnet", [typeof(global::Program).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() })!;
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        if (command.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {command.ExitCode}. {output}");
        }
    }

    public void Dispose()
    {
        process.Kill();
        // Not until its output has ended: what arrives is handled on the thread that may be the one that is here (Program.Main).
        process.WaitForExit(Patience);
        process.Dispose();
    }

    private static async Task<MeasuredProcess> StartAsync(string assembly, string[] arguments)
    {
        var started = new MeasuredProcess(assembly, [.. arguments, "--urls=http://127.0.0.1:0"]);
        try
        {
            started.Address = await started.listening.Task.WaitAsync(Patience);
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    private void Read(string? line)
    {
        const string before = "Now listening on: ";
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} ended before it listened."));
        }
        else if (line.IndexOf(before, StringComparison.Ordinal) is var found and >= 0)
        {
            // A line of JSON, or of the console.
            var address = line[(found + before.Length)..];
            listening.TrySetResult(new(address.IndexOf('"') is var end and >= 0 ? address[..end] : address));
        }
    }
}
