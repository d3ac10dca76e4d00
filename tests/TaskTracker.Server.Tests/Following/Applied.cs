using System.Text.Json.Nodes;

namespace TaskTracker.Server.Tests.Following;

/// <summary>A change as a subscriber applies it: what identifies it, and the new status and title where it changed them.</summary>
public sealed record Applied(string Cursor, int TaskId, int Version, string? Status, string? Title)
{
    /// <summary>What each subscription selects at least.</summary>
    public const string Selection = "cursor taskId taskVersion changes { field to }";

    /// <summary>A change as GraphQL tells it.</summary>
    public static Applied OfGraphQL(JsonNode change)
    {
        var id = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String((string)change["taskId"]!));
        return Of(change, int.Parse(id["Task:".Length..], null), (int)change["taskVersion"]!);
    }

    /// <summary>A change as REST tells it.</summary>
    public static Applied OfRest(JsonNode change) => Of(change, (int)change["task_id"]!, (int)change["task_version"]!);

    private static Applied Of(JsonNode change, int taskId, int version) =>
        new((string)change["cursor"]!, taskId, version, NewValue(change, "status"), NewValue(change, "title"));

    private static string? NewValue(JsonNode change, string field) =>
        (string?)change["changes"]?.AsArray().FirstOrDefault(changed => (string?)changed!["field"] == field)?["to"];
}
