using System.Globalization;
using System.Text.Json;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Server.Rest;

namespace TaskTracker.Server.Transfer;

/// <summary>Reads users and tasks of the legacy API into ours.</summary>
/// <param name="zone">What the clock of the legacy server showed: its times say no zone.</param>
/// <param name="now">When the users count as created, of whom the legacy API does not say when.</param>
internal sealed class LegacyRecords(TimeZoneInfo zone, DateTime now)
{
    /// <exception cref="FormatException">It is not one; the message says why.</exception>
    public User ReadUser(JsonElement json) => new()
    {
        Id = Integer(json, "id"),
        Username = Text(json, "username"),
        Email = Text(json, "email"),
        CreatedAt = now,
        Version = 1,
    };

    /// <exception cref="FormatException">It is not one; the message says why.</exception>
    public TaskItem ReadTask(JsonElement json)
    {
        var status = Text(json, "status");
        var task = new TaskItem
        {
            Id = Integer(json, "id"),
            Title = Text(json, "title"),
            Description = json.TryGetProperty("description", out var description) && description.ValueKind != JsonValueKind.Null ? Text(json, "description") : null,
            UserId = Integer(json, "user_id"),
            CreatedAt = Time(json, "created_at"),
            UpdatedAt = Time(json, "updated_at"),
            Version = 1,
        };
        // The last thing that happened to it is the nearest that is known.
        task.MoveTo(StatusNames.Read(status) ?? throw new FormatException($"status is '{status}', which is no status."), task.UpdatedAt);
        return task;
    }

    private static JsonElement Field(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : throw new FormatException($"{name} is missing.");

    private static int Integer(JsonElement json, string name) =>
        Field(json, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number)
            ? number
            : throw new FormatException($"{name} must be an integer below 2,147,483,648.");

    private static string Text(JsonElement json, string name)
    {
        var value = Field(json, name);
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new FormatException($"{name} must be a text.");
        }
        catch (InvalidOperationException)
        {
            throw new FormatException($"{name} must be well-formed Unicode text.");
        }
    }

    private DateTime Time(JsonElement json, string name)
    {
        var text = Text(json, name);
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time))
        {
            throw new FormatException($"{name} must be a time such as 2025-05-12T20:55:11.123456.");
        }

        var utc = time.Kind == DateTimeKind.Utc ? time
            // An hour that the clock skipped was not shown by it; whatever wrote it meant the time before it was set.
            : TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(time) ? time.AddHours(1) : time, zone);
        return Clock.Cut(utc);
    }
}
