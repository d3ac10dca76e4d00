using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskTracker.Core.Access;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>The door at <c>/graphql</c>.</summary>
internal sealed partial class GraphQLDoor() : Door(Origin.GraphQL)
{
    protected override async Task<Outcome> SendAsync(Operation operation, JsonElement inputs)
    {
        var variables = operation.Document.Contains("$input", StringComparison.Ordinal) ? $$"""{"input":{{inputs.GetRawText()}}}""" : inputs.GetRawText();
        using var content = new StringContent(
            $$"""{"query":{{JsonSerializer.Serialize(operation.Document)}},"variables":{{variables}}}""", Encoding.UTF8, "application/json");
        using var response = await Server.Client.PostAsync("/graphql", content);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

        if (answer["errors"] is JsonArray errors)
        {
            return Outcome.Refused(errors.Select(error => RuleOf(error!, (string)error!["extensions"]!["code"]!)));
        }

        var data = answer["data"]!["answer"];
        if (data is null)
        {
            return Outcome.Refused($"{operation.Missing} not found");
        }

        if (data["errors"] is JsonArray refusals)
        {
            return Outcome.Refused(refusals.Select(refusal => RuleOf(refusal!, (string)refusal!["code"]!)));
        }

        return Outcome.Accepted((data["entity"] ?? data["nodes"] ?? data["tasks"]?["nodes"] ?? data).DeepClone());
    }

    private static string RuleOf(JsonNode error, string code)
    {
        var message = (string)error["message"]!;
        return code switch
        {
            "TASK_NOT_FOUND" => "Task not found",
            "USER_NOT_FOUND" => "User not found",
            "DUPLICATE_USERNAME" => $"username: {message}",
            "DUPLICATE_EMAIL" => $"email: {message}",
            "INVALID_SEARCH" => $"search: {message}",
            "INVALID_PAGE" => $"limit: {Outcome.Unreadable}",
            "INVALID_INPUT" when message.Contains(" must be the id of ", StringComparison.Ordinal) =>
                $"{error["fieldName"] ?? message.Split(' ')[0]}: {Outcome.Unreadable}",
            "INVALID_INPUT" => $"{error["fieldName"]}: {message}",
            "INVALID_VARIABLE" => $"{VariableName().Match(message).Groups[1]}: {Outcome.Unreadable}",
            "BAD_REQUEST" when message.Contains("surrogate", StringComparison.OrdinalIgnoreCase) => Outcome.NotUnicode,
            _ => $"{code} {message}",
        };
    }

    [GeneratedRegex(@"\$(?:input\.)?(\w+)")]
    private static partial Regex VariableName();
}
