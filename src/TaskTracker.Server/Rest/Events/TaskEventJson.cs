using System.Globalization;
using System.Text.Json;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Rest.Events;

/// <summary>A change as the event stream tells it.</summary>
internal static class TaskEventJson
{
    public static void WriteTaskEvent(this Utf8JsonWriter writer, string cursor, TaskChange change, TaskItem? task, Actor actor, StatusNames names)
    {
        writer.WriteStartObject();
        writer.WriteString("cursor", cursor);
        writer.WriteString("kind", ChangeNames.Of(change.Kind));
        writer.WriteNumber("task_id", change.TaskId);
        writer.WriteNumber("task_version", change.TaskVersion);
        WriteStatus(writer, "from_status", change.FromStatus, names);
        WriteStatus(writer, "to_status", change.ToStatus, names);
        writer.WriteNumber("user_id", change.UserId);
        writer.WritePropertyName("previous_user_id");
        if (change.PreviousUserId is { } previous)
        {
            writer.WriteNumberValue(previous);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteStartArray("changes");
        foreach (var field in change.ChangesFor(task))
        {
            WriteField(writer, field, names);
        }

        writer.WriteEndArray();
        writer.WriteString("actor", actor.May(Permissions.ReadUsers) ? change.Actor : null);
        writer.WriteString("origin", ChangeNames.Of(change.Origin));
        writer.WriteTime("at", change.At);
        WriteTask(writer, task, names);
        writer.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter writer, FieldChange change, StatusNames names)
    {
        writer.WriteStartObject();
        writer.WriteString("field", JsonNamingPolicy.SnakeCaseLower.ConvertName(change.Field));
        WriteValue("from", change.From);
        WriteValue("to", change.To);
        writer.WriteEndObject();

        // The log keeps what GraphQL says.
        void WriteValue(string name, string? value)
        {
            if (change.Field == "completedAt" && value is not null)
            {
                writer.WriteTime(name, DateTime.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
            }
            else
            {
                writer.WriteString(name, change.Field == "status" && value is not null && StatusNames.Read(value) is { } status ? names.Of(status) : value);
            }
        }
    }

    private static void WriteStatus(Utf8JsonWriter writer, string name, TaskStatus? status, StatusNames names) =>
        writer.WriteString(name, status is { } known ? names.Of(known) : null);

    private static void WriteTask(Utf8JsonWriter writer, TaskItem? task, StatusNames names)
    {
        writer.WritePropertyName("task");
        if (task is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteTaskFields(task, names);
        // Not one of the seven legacy fields: it tells which changes the task has in it already.
        writer.WriteNumber("version", task.Version);
        writer.WriteEndObject();
    }
}
