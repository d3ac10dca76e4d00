using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskTracker.Core.Tasks;

/// <summary>
/// A task that was deleted, kept apart from the others until it is restored or purged: nothing that reads tasks can come across it, and
/// nothing that reads tasks pays for it (docs/decisions/0009-deleted-tasks.md).
/// </summary>
public sealed class DeletedTask
{
    private static readonly JsonSerializerOptions Plain = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The task's id.</summary>
    public int Id { get; set; }

    /// <summary>Whom it was assigned to, who may restore it.</summary>
    public int UserId { get; set; }

    /// <summary>Who created it, who may restore it too; null when nobody had signed in.</summary>
    public int? CreatedBy { get; set; }

    /// <summary>When it was deleted. UTC, whole microseconds.</summary>
    public DateTime DeletedAt { get; set; }

    /// <summary>The task as JSON, so that a field that tasks get later needs no second column here.</summary>
    public string Content { get; set; } = "";

    /// <summary>Of a task as it is when it is deleted.</summary>
    public static DeletedTask Of(TaskItem task, DateTime now) =>
        new() { Id = task.Id, UserId = task.UserId, CreatedBy = task.CreatedBy, DeletedAt = now, Content = JsonSerializer.Serialize(task, Plain) };

    /// <summary>The task as it was.</summary>
    public TaskItem ToTask()
    {
        var task = JsonSerializer.Deserialize<TaskItem>(Content, Plain)!;
        task.DeletedAt = DeletedAt;
        return task;
    }
}
