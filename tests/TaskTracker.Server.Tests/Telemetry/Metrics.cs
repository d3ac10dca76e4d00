using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskTracker.Server.Tests.Telemetry;

/// <summary>What a server counts, as Prometheus reads it.</summary>
internal sealed partial class Metrics(string text)
{
    public string Text => text;

    public static async Task<Metrics> ReadAsync(HttpClient client, string address = "/metrics") => new(await client.GetStringAsync(address));

    /// <summary>The sum of all series of a name that have these labels, each written as <c>name="value"</c>.</summary>
    public double Sum(string name, params string[] labels) => Line().Matches(text)
        .Where(line => line.Groups["name"].Value == name && labels.All(label => line.Groups["labels"].Value.Split(',').Contains(label)))
        .Sum(line => double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex("""^(?<name>\w+)(?:\{(?<labels>.*)\})? (?<value>[^ \n]+)$""", RegexOptions.Multiline)]
    private static partial Regex Line();
}
