using TaskTracker.Benchmarks.Load;
using TaskTracker.Benchmarks.Processes;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>The rate of the smallest answer there is, which tells how fast the machine was.</summary>
internal static class HelloWorld
{
    private const int Connections = 64;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task<HelloWorldResult> RunAsync()
    {
        using var server = await MeasuredProcess.StartHelloWorldAsync();
        await RequestLoad.RunAsync(server.Address, "/", Connections, WarmUp);
        var time = server.ProcessorTime;
        var answered = await RequestLoad.RunAsync(server.Address, "/", Connections, Measured);
        return new(answered / Measured.TotalSeconds, (server.ProcessorTime - time).TotalMicroseconds / answered);
    }
}

/// <summary>How fast, and at what processor time in the server.</summary>
internal sealed record HelloWorldResult(double RequestsPerSecond, double MicrosecondsPerRequest);
