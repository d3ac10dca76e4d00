using System.Globalization;
using System.Text.Json;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>A task with exactly the seven fields that the legacy server documents.</summary>
internal static class TaskJson
{
    /// <summary>What has to be read of a task to write it.</summary>
    public static readonly ColumnSet<TaskItem> Columns = new[]
    {
        nameof(TaskItem.Id), nameof(TaskItem.Title), nameof(TaskItem.Description), nameof(TaskItem.Status), nameof(TaskItem.UserId),
        nameof(TaskItem.CreatedAt), nameof(TaskItem.UpdatedAt),
    }.Aggregate(default(ColumnSet<TaskItem>), (columns, name) => columns | ColumnSet<TaskItem>.Of(name));

    public static void WriteTask(this Utf8JsonWriter writer, TaskItem task, StatusNames names)
    {
        writer.WriteStartObject();
        writer.WriteTaskFields(task, names);
        writer.WriteEndObject();
    }

    /// <summary>The same as part of a larger object.</summary>
    public static void WriteTaskFields(this Utf8JsonWriter writer, TaskItem task, StatusNames names)
    {
        writer.WriteNumber("id", task.Id);
        writer.WriteString("title", task.Title);
        writer.WriteString("description", task.Description);
        writer.WriteString("status", names.Of(task.Status));
        writer.WriteNumber("user_id", task.UserId);
        writer.WriteTime("created_at", task.CreatedAt);
        writer.WriteTime("updated_at", task.UpdatedAt);
    }

    /// <summary>As Python's datetime.isoformat: UTC without saying so, and no fraction when it is zero.</summary>
    public static void WriteTime(this Utf8JsonWriter writer, string name, DateTime time)
    {
        Span<char> text = stackalloc char[32];
        var format = time.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff";
        time.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }
}
