using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TaskTracker.Server.Tests.Rest;

/// <summary>Compares JSON and says where it differs.</summary>
/// <param name="kinds">Places, such as <c>$[*].created_at</c>, where only the kind of the value counts.</param>
/// <param name="allowMore">Whether objects may have further fields.</param>
/// <param name="allowOthersBetween">Whether the outermost array may hold further items.</param>
public sealed partial class JsonComparison(IReadOnlyDictionary<string, string> kinds, bool allowMore, bool allowOthersBetween)
{
    public IReadOnlyList<string> Compare(JsonNode? wanted, JsonNode? given)
    {
        if (!allowOthersBetween)
        {
            return [.. Compare("$", wanted, given)];
        }

        var rest = new Queue<JsonNode?>(given!.AsArray());
        foreach (var item in wanted!.AsArray())
        {
            while (rest.TryPeek(out var next) && Compare("$[0]", item, next).Any())
            {
                rest.Dequeue();
            }

            if (!rest.TryDequeue(out _))
            {
                return [$"$: no {item!.ToJsonString()} in this place of the order"];
            }
        }

        return [];
    }

    private IEnumerable<string> Compare(string path, JsonNode? wanted, JsonNode? given)
    {
        if (KindAt(path) is { } kind)
        {
            return IsA(kind, given) ? [] : [$"{path}: wanted {kind}, got {Show(given)}"];
        }

        return (wanted, given) switch
        {
            (JsonObject expected, JsonObject actual) => expected.Select(pair => pair.Key).Union(actual.Select(pair => pair.Key)).SelectMany(key =>
                !actual.ContainsKey(key) ? [$"{path}.{key}: missing"]
                : expected.ContainsKey(key) ? Compare($"{path}.{key}", expected[key], actual[key])
                : allowMore ? []
                : (IEnumerable<string>)[$"{path}.{key}: not expected"]),
            (JsonArray expected, JsonArray actual) when expected.Count == actual.Count =>
                expected.Zip(actual).SelectMany((pair, index) => Compare($"{path}[{index}]", pair.First, pair.Second)),
            _ => JsonNode.DeepEquals(wanted, given) ? [] : [$"{path}: wanted {Show(wanted)}, got {Show(given)}"],
        };
    }

    private string? KindAt(string path) => kinds.GetValueOrDefault(path) ?? kinds.GetValueOrDefault(Index().Replace(path, "[*]"));

    private static bool IsA(string kind, JsonNode? node) => kind switch
    {
        "int" => node is JsonValue value && value.TryGetValue<int>(out _),
        "nonempty" => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0,
        "datetime-naive" => node is JsonValue value && value.TryGetValue<string>(out var text) && NaiveTime().IsMatch(text),
        "any" => true,
        _ => throw new ArgumentException($"No such kind: {kind}"),
    };

    private static string Show(JsonNode? node) => node?.ToJsonString(JsonSerializerOptions.Web) ?? "null";

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?$")]
    private static partial Regex NaiveTime();
}
