using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TaskTracker.Core;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>What came of an operation, in words that are the same for both doors.</summary>
/// <param name="Answer">What was accepted, in REST's spelling; null when it was refused.</param>
/// <param name="Refusal">
/// The broken rules, in order: Core's own sentence or, where there is nothing to be found, its code; a value that the door could not even
/// read is <c>title: not of its type</c>, and an id that is none <c>not an id</c>. Null when the operation was accepted.
/// </param>
public sealed partial record DoorOutcome(string? Answer, string? Refusal)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The outcome of a GraphQL answer.</summary>
    public static DoorOutcome OfGraphQL(DoorOperation operation, JsonObject answer)
    {
        if (answer["errors"] is JsonArray errors)
        {
            return Refused(errors.Select(error => RuleOfError((string)error!["extensions"]!["code"]!, (string)error["message"]!)));
        }

        var steps = operation.Result.Split('.');
        var payload = answer["data"]![steps[0]];
        if (payload is JsonObject && payload["errors"] is JsonArray failures)
        {
            return Refused(failures.Select(failure => RuleOfFailure(failure!.AsObject())));
        }

        var found = steps.Skip(1).Aggregate(payload, (node, step) => node?[step]);
        return found is null ? new(null, operation.Missing) : Accepted(found);
    }

    /// <summary>The outcome of a REST answer.</summary>
    public static DoorOutcome OfRest(HttpStatusCode status, JsonNode answer) => status switch
    {
        HttpStatusCode.OK => Accepted(answer),
        HttpStatusCode.NotFound => new(null, (string)answer["detail"]! switch
        {
            "Task not found" => "TASK_NOT_FOUND",
            "User not found" => "USER_NOT_FOUND",
            var other => throw new InvalidDataException(other),
        }),
        HttpStatusCode.UnprocessableEntity => Refused(answer["detail"]!.AsArray().Select(error => RuleOfInput(error!.AsObject()))),
        _ => new(null, $"{(int)status} {answer.ToJsonString()}"),
    };

    private static string RuleOfError(string code, string message) => code switch
    {
        "VALIDATION_FAILED" => $"{QuotedField().Match(message).Groups[1].Value}: not of its type",
        "INVALID_INPUT" when message.Contains("must be the id of a", StringComparison.Ordinal) => "not an id",
        "INVALID_SEARCH" => message,
        _ => $"{code}: {message}",
    };

    private static string RuleOfFailure(JsonObject failure) => ((string)failure["code"]!, (string)failure["message"]!) switch
    {
        ("TASK_NOT_FOUND" or "USER_NOT_FOUND", _) => (string)failure["code"]!,
        ("INVALID_INPUT", var message) when message.Contains("must be the id of a", StringComparison.Ordinal) => "not an id",
        ("INVALID_INPUT", var message) => message.StartsWith($"{failure["fieldName"]} ", StringComparison.Ordinal) ? message : throw new InvalidDataException($"{failure}"),
        (_, var message) => message,
    };

    private static string RuleOfInput(JsonObject error)
    {
        var location = error["loc"]!.AsArray();
        var field = $"{location[^1]}".Replace("user_id", "userId", StringComparison.Ordinal);
        var context = error["ctx"];
        return (string)error["type"]! switch
        {
            _ when $"{location[0]}" == "path" => "not an id",
            "string_too_short" => new InputProblem.TooShort((int)context!["min_length"]!).Describe(field),
            "string_too_long" => new InputProblem.TooLong((int)context!["max_length"]!).Describe(field),
            "string_unicode" => new InputProblem.NotText().Describe(field),
            "value_error" when context?["reason"] is { } reason => new InputProblem.NotAnEmailAddress((string)reason!).Describe(field),
            "value_error" => ((string)error["msg"]!)["Value error, ".Length..],
            "string_type" or "enum" or "int_parsing" or "int_type" or "int_from_float" => $"{field}: not of its type",
            _ => throw new InvalidDataException(error.ToJsonString()),
        };
    }

    private static DoorOutcome Refused(IEnumerable<string> rules) => new(null, string.Join(" ", rules));

    private static DoorOutcome Accepted(JsonNode answer)
    {
        JsonNode alike = answer is JsonArray rows ? new JsonArray([.. rows.Select(row => TimesAlike(row!))]) : TimesAlike(answer);
        return new(alike.ToJsonString(Indented), null);
    }

    // GraphQL says "Z" and drops zeros, REST does neither.
    private static JsonObject TimesAlike(JsonNode row)
    {
        var alike = row.DeepClone().AsObject();
        foreach (var name in new[] { "created_at", "updated_at" }.Where(alike.ContainsKey))
        {
            var time = DateTimeOffset.Parse((string)alike[name]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            alike[name] = time.ToString("O", CultureInfo.InvariantCulture);
        }

        return alike;
    }

    [GeneratedRegex("[Ff]ield '(?!eq')(\\w+)'")]
    private static partial Regex QuotedField();
}
