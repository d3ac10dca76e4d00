using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskTracker.Server.Tests.Hosting;

/// <summary>The server as an operator starts it: a process of its own, with arguments, output and an exit code.</summary>
public sealed class TrackerProcess : IDisposable
{
    // A machine that builds something beside the tests takes that long now and then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly Channel output;
    private readonly Channel error;

    private TrackerProcess(ProcessStartInfo start, Dictionary<string, string> environment)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = Path.GetTempPath();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Access__Anonymous"] = "Legacy";
        start.Environment["Shutdown__DrainSeconds"] = "0";
        // A machine that is busy with other tests lets a client wait longer than three seconds for its turn.
        start.Environment["GraphQL__WebSocket__ConnectionInitTimeoutSeconds"] = "60";
        // A quarter of the work of starting: a server of a test does not live long enough for code that is measured first, nor for code that is mapped twice,
        // which lies in a file of some gigabytes as well, and RunLimitedAsync lets no file grow.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        output = new Channel(process.StandardOutput);
        error = new Channel(process.StandardError);
    }

    /// <summary>Starts the process and waits until it has ended.</summary>
    public static Task<Ended> RunAsync(params string[] arguments) => RunWithAsync([], arguments);

    /// <summary>The same with environment variables.</summary>
    public static async Task<Ended> RunWithAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        using var tracker = new TrackerProcess(new("dotnet", CommandLine(arguments)), environment);
        return await tracker.EndAsync();
    }

    /// <summary>Starts the process; it is killed when disposed.</summary>
    public static TrackerProcess Start(params string[] arguments) => new(new("dotnet", CommandLine(arguments)), []);

    /// <summary>The same for <see cref="LimitFilesAsync"/>: a write beyond the limit fails, as on a full disk, and does not end the process.</summary>
    public static TrackerProcess StartLimitable(params string[] arguments) =>
        new(new("sh", ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "sh", .. CommandLine(arguments)]), []);

    /// <summary>Runs a command that may let no file grow beyond so many bytes, and waits until it has ended.</summary>
    public static async Task<Ended> RunLimitedAsync(int bytes, params string[] arguments)
    {
        using var tracker = new TrackerProcess(new("sh", ["-c", $"trap '' XFSZ; ulimit -f {bytes / 512}; exec dotnet \"$@\"", "sh", .. CommandLine(arguments)]), []);
        return await tracker.EndAsync();
    }

    /// <summary>Lets no file that the process writes grow beyond so many bytes from now on; null for as large as it likes.</summary>
    public async Task LimitFilesAsync(long? bytes)
    {
        using var setting = Process.Start("prlimit", ["--pid", $"{process.Id}", $"--fsize={(bytes is null ? "unlimited" : $"{bytes}")}:"]);
        await setting.WaitForExitAsync();
        Assert.Equal(0, setting.ExitCode);
    }

    /// <summary>Waits for a line of the output and returns it.</summary>
    public async Task<string> LineWithAsync(string text)
    {
        try
        {
            return await output.LineWithAsync(text).WaitAsync(Patience);
        }
        catch (InvalidOperationException ended)
        {
            throw new InvalidOperationException($"{ended.Message}{await error.AllAsync()}", ended);
        }
    }

    /// <summary>Waits until it listens, and returns where.</summary>
    public async Task<Uri> AddressAsync()
    {
        var line = await LineWithAsync("Now listening on: ");
        return new(Regex.Match(line, "http://[^ \"]+").Value);
    }

    /// <summary>How much memory it has now, as the operating system counts it.</summary>
    public long ResidentBytes()
    {
        process.Refresh();
        return process.WorkingSet64;
    }

    /// <summary>Asks the process to stop, as an operating system does.</summary>
    public async Task AskToStopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The same, and waits until it has ended.</summary>
    public async Task<Ended> StopAsync()
    {
        await AskToStopAsync();
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static string[] CommandLine(string[] arguments) => [typeof(Program).Assembly.Location, .. arguments.SelectMany(TestDatabase.Complete)];

    /// <summary>Waits until it has ended.</summary>
    public async Task<Ended> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return new Ended(process.ExitCode, await output.AllAsync().WaitAsync(Patience), await error.AllAsync().WaitAsync(Patience));
    }

    /// <summary>What a process left behind.</summary>
    public sealed record Ended(int ExitCode, string Output, string Error);

    /// <summary>Reads a stream line by line, from the start, so that the process never waits for a reader.</summary>
    private sealed class Channel
    {
        private readonly StringBuilder text = new();
        private readonly List<(string Text, TaskCompletionSource<string> Found)> awaited = [];
        private readonly Task reading;

        public Channel(StreamReader reader) => reading = ReadAsync(reader);

        public async Task<string> AllAsync()
        {
            await reading;
            return text.ToString();
        }

        public Task<string> LineWithAsync(string wanted)
        {
            lock (awaited)
            {
                var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
                awaited.Add((wanted, found));
                foreach (var line in text.ToString().Split('\n'))
                {
                    Offer(line);
                }

                return found.Task;
            }
        }

        private async Task ReadAsync(StreamReader reader)
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lock (awaited)
                {
                    text.Append(line).Append('\n');
                    Offer(line);
                }
            }

            lock (awaited)
            {
                awaited.ForEach(wait => wait.Found.TrySetException(new InvalidOperationException($"The process ended and never wrote '{wait.Text}'.\n{text}")));
            }
        }

        private void Offer(string line)
        {
            foreach (var (_, found) in awaited.Where(wait => line.Contains(wait.Text, StringComparison.Ordinal)))
            {
                found.TrySetResult(line);
            }
        }
    }
}
