using System.Globalization;
using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>What a door answered, in words that are the same for both.</summary>
/// <param name="Content">What it answered as JSON, in REST's spelling; null when it refused.</param>
/// <param name="Refusals">Each broken rule, such as <c>title: must not be blank.</c>; empty when it did not refuse.</param>
internal sealed record Outcome(string? Content, IReadOnlyList<string> Refusals)
{
    /// <summary>The rule that an input has to have the right type. What exactly is wrong with it differs by what the door can express.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The rule that JSON holds no half of a surrogate pair. Without the field: GraphQL's reader stops before it knows the fields.</summary>
    public const string NotUnicode = "not Unicode";

    public static Outcome Refused(params IEnumerable<string> refusals) => new(null, [.. refusals.Order(StringComparer.Ordinal)]);

    public static Outcome Accepted(JsonNode content)
    {
        foreach (var row in content is JsonArray rows ? rows.OfType<JsonObject>() : [content.AsObject()])
        {
            // REST's times are UTC without saying so.
            foreach (var (name, value) in row.Where(field => field.Key.EndsWith("_at", StringComparison.Ordinal)).ToList())
            {
                row[name] = DateTime.Parse((string)value!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
            }
        }

        return new(content.ToJsonString(), []);
    }

    public override string ToString() => Content ?? $"refused: {string.Join("; ", Refusals)}";
}
