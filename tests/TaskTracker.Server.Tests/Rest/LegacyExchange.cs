using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TaskTracker.Server.Tests.Rest;

/// <summary>
/// One recorded exchange with the legacy server: requests that set the scene, a request and its answer. Texts may hold
/// placeholders: <c>{uniq}</c>, <c>{missing_id}</c>, <c>{base}</c> and what the setup captured.
/// </summary>
public sealed partial class LegacyExchange(JsonObject recorded, Uri server)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Rest", "LegacyExchanges");

    private static int exchanges;

    private readonly Dictionary<string, JsonNode> values = new()
    {
        ["uniq"] = JsonValue.Create($"x{Interlocked.Increment(ref exchanges):D5}"),
        ["missing_id"] = JsonValue.Create(999_999_999),
        ["base"] = JsonValue.Create(server.GetLeftPart(UriPartial.Authority)),
    };

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    public static LegacyExchange Load(string name, Uri server) =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsObject(), server);

    /// <summary>What differs from the recorded answer; nothing when the server still answers like that.</summary>
    public async Task<IReadOnlyList<string>> ReplayAsync(HttpClient client)
    {
        foreach (var step in recorded["setup"]!.AsArray())
        {
            var (answer, body) = await SendAsync(client, step!.AsObject());
            answer.EnsureSuccessStatusCode();
            foreach (var (name, path) in step["capture"] as JsonObject ?? [])
            {
                values[name] = JsonNode.Parse(body)![path!.GetValue<string>().Replace("$.", "", StringComparison.Ordinal)]!.DeepClone();
            }
        }

        var (given, text) = await SendAsync(client, recorded["request"]!.AsObject());
        return [.. HeadDifferences(given), .. BodyDifferences(text)];
    }

    private IEnumerable<string> HeadDifferences(HttpResponseMessage given)
    {
        var wanted = recorded["response"]!;
        if ((int)given.StatusCode != wanted["status"]!.GetValue<int>())
        {
            yield return $"status: wanted {wanted["status"]}, got {(int)given.StatusCode}";
        }

        foreach (var (name, value) in wanted["headers"]!.AsObject())
        {
            var header = name == "allow" ? given.Content.Headers.Allow.FirstOrDefault()
                : given.Headers.Concat(given.Content.Headers).FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.Single();
            if (header != Fill(value)!.GetValue<string>())
            {
                yield return $"header {name}: wanted {Fill(value)}, got {header}";
            }
        }
    }

    private IEnumerable<string> BodyDifferences(string text)
    {
        var match = recorded["match"]!;
        if (match["body"]!.GetValue<string>() == "ignore")
        {
            return [];
        }

        var wanted = Fill(recorded["response"]!["body"]);
        var comparison = new JsonComparison(
            match["shape"]!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()),
            allowMore: match["extra_keys"] is not null,
            allowOthersBetween: match["list"] is not null);
        return wanted is null && text.Length == 0 ? [] : comparison.Compare(wanted, JsonNode.Parse(text));
    }

    private async Task<(HttpResponseMessage Answer, string Body)> SendAsync(HttpClient client, JsonObject request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request["method"]!.GetValue<string>()), FillText(request["path"]!.GetValue<string>()));
        if (BodyOf(request) is { } body)
        {
            message.Content = new ByteArrayContent(body);
            var type = request["headers"]?["content-type"]?.GetValue<string>() ?? (request.ContainsKey("body") ? "application/json" : null);
            message.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        var answer = await client.SendAsync(message);
        return (answer, await answer.Content.ReadAsStringAsync());
    }

    private byte[]? BodyOf(JsonObject request) =>
        request.TryGetPropertyValue("body", out var json) ? JsonSerializer.SerializeToUtf8Bytes(Fill(json))
        : request["raw_body"] is { } raw ? Encoding.UTF8.GetBytes(FillText(raw.GetValue<string>()))
        : request["raw_body_latin1"] is { } latin ? Encoding.Latin1.GetBytes(latin.GetValue<string>())
        : null;

    // A text that is nothing but a placeholder takes the value's type: an id stays a number.
    private JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Fill)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            values.GetValueOrDefault(value.GetValue<string>().Trim('{', '}')) is { } known && value.GetValue<string>().StartsWith('{')
                ? known.DeepClone()
                : JsonValue.Create(FillText(value.GetValue<string>())),
        _ => node?.DeepClone(),
    };

    private string FillText(string text) => Placeholder().Replace(text, found => values.TryGetValue(found.Groups[1].Value, out var value) ? value.ToString() : found.Value);

    [GeneratedRegex(@"\{([a-z][a-z0-9_]*)\}")]
    private static partial Regex Placeholder();
}
