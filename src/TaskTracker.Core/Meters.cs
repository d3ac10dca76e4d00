using System.Diagnostics.Metrics;

namespace TaskTracker.Core;

/// <summary>What everything that is counted here has in common.</summary>
public static class Meters
{
    /// <summary>The name of our meters.</summary>
    public const string Name = "TaskTracker";

    /// <summary>The one counter of errors that clients were told, by their <see cref="Code"/>, wherever they are told from.</summary>
    public static Counter<long> Refusals(IMeterFactory meters) =>
        meters.Create(Name).CreateCounter<long>("tasktracker.refusals", "{refusal}", "Errors that clients were told, by code; limits that were hit among them.");

    /// <summary>Says which error it was.</summary>
    public static KeyValuePair<string, object?> Code(string code) => new("code", code);
}
