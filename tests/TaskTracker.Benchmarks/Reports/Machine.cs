using System.Globalization;
using System.Runtime.InteropServices;

namespace TaskTracker.Benchmarks.Reports;

/// <summary>Where and when something was measured.</summary>
internal static class Machine
{
    /// <summary>One line.</summary>
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd}, {Processor()}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; load before: {Load()}");

    private static string Processor() => ReadLine("/proc/cpuinfo", "model name")?.Split(':')[1].Trim() ?? $"{RuntimeInformation.ProcessArchitecture}";

    // What else ran on the machine disturbs the figures.
    private static string Load() => ReadLine("/proc/loadavg", "") is { } line ? line.Split(' ')[0] : "unknown";

    private static string? ReadLine(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) : null;
}
