using System.Text.Json;
using System.Text.Json.Nodes;
using TaskTracker.Core.Access;
using TaskTracker.Server.Tests.Rest;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>The documented routes.</summary>
internal sealed class RestDoor() : Door(Origin.Rest)
{
    protected override async Task<Outcome> SendAsync(Operation operation, JsonElement inputs)
    {
        var (method, path) = operation.Route.Split(' ') is [var verb, var template] ? (verb, template) : throw new FormatException(operation.Route);
        var others = new List<JsonProperty>();
        foreach (var input in inputs.EnumerateObject())
        {
            var placeholder = $"{{{input.Name}}}";
            if (path.Contains(placeholder, StringComparison.Ordinal))
            {
                path = path.Replace(placeholder, Uri.EscapeDataString(input.Value.ToString()), StringComparison.Ordinal);
            }
            else
            {
                others.Add(input);
            }
        }

        var answer = method == "GET"
            ? await Server.GetAsync($"{path}?{string.Join('&', others.Select(input => $"{Snake(input.Name)}={Uri.EscapeDataString(input.Value.ToString())}"))}")
            : await Server.SendAsync(method, path, $"{{{string.Join(',', others.Select(input => $"\"{Snake(input.Name)}\":{input.Value.GetRawText()}"))}}}");
        return answer.Status switch
        {
            200 => Outcome.Accepted(answer.Json),
            404 => Outcome.Refused((string)answer.Json["detail"]!),
            422 => Outcome.Refused(answer.Json["detail"]!.AsArray().Select(error => RuleOf(error!))),
            _ => Outcome.Refused($"{answer.Status} {answer.Body}"),
        };
    }

    private static string RuleOf(JsonNode error)
    {
        var field = error["loc"]!.AsArray() switch
        {
            [var part, ..] when (string)part! == "path" => "id",
            [_, var name] => (string)name! == "user_id" ? "userId" : (string)name!,
            var other => other.ToJsonString(),
        };
        var message = (string)error["msg"]!;
        return (string)error["type"]! switch
        {
            "string_too_short" or "string_too_long" => $"{field}: {message.Replace("String should", $"{field} must", StringComparison.Ordinal)}.",
            "value_error" => $"{field}: " + message.Replace("Value error, ", "", StringComparison.Ordinal)
                .Replace("value is not a valid email address", $"{field} must be a valid e-mail address", StringComparison.Ordinal),
            "string_unicode" => Outcome.NotUnicode,
            _ => $"{field}: {Outcome.Unreadable}",
        };
    }

    private static string Snake(string name) => name == "userId" ? "user_id" : name;
}
