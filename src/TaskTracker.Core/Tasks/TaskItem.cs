using System.Text.Json.Serialization;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Tasks;

/// <summary>A piece of work assigned to one user. Named TaskItem because Task is the runtime's.</summary>
public sealed class TaskItem
{
    /// <summary>Assigned by the store, ascending, never used twice.</summary>
    public int Id { get; set; }

    /// <summary>1 to <see cref="TaskRules.TitleMaximum"/> characters, not blank.</summary>
    public string Title { get; set; } = "";

    /// <summary>Up to <see cref="TaskRules.DescriptionMaximum"/> characters, or null.</summary>
    public string? Description { get; set; }

    /// <summary>Where the task stands.</summary>
    public TaskStatus Status { get; set; }

    /// <summary>The user that the task is assigned to.</summary>
    public int UserId { get; set; }

    /// <summary>Who created it; null when nobody had signed in.</summary>
    public int? CreatedBy { get; set; }

    /// <summary>How urgent it is.</summary>
    public TaskPriority Priority { get; set; }

    /// <summary>The day by which it is to be done, in whatever zone its people live; null when there is none.</summary>
    public DateOnly? DueDate { get; set; }

    /// <summary>UTC, whole microseconds.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC, whole microseconds. Moves only when something changes.</summary>
    public DateTime UpdatedAt { get; set; }

    /// <summary>Since when it stands as done; null while it does not. See <see cref="MoveTo"/>. UTC, whole microseconds.</summary>
    public DateTime? CompletedAt { get; set; }

    /// <summary>When it was deleted; null for every task but one that is read as <see cref="DeletedTask"/>. UTC, whole microseconds.</summary>
    public DateTime? DeletedAt { get; set; }

    /// <summary>1 when created, one more with every change.</summary>
    public int Version { get; set; }

    /// <summary>The assignee, with the columns that a reader was asked for; null where none were.</summary>
    [JsonIgnore]
    public User? User { get; set; }

    /// <summary>Who created it, as <see cref="User"/>.</summary>
    [JsonIgnore]
    public User? Creator { get; set; }

    /// <summary>Sets the status, and with it <see cref="CompletedAt"/>.</summary>
    public void MoveTo(TaskStatus status, DateTime now)
    {
        CompletedAt = status != TaskStatus.Completed ? null : Status == TaskStatus.Completed ? CompletedAt : now;
        Status = status;
    }
}
