using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Changes;

/// <summary>
/// What happened to a task, once and for all: saved in the transaction of what it describes and never changed. The log of
/// them is what subscribers, event streams and histories read.
/// </summary>
public sealed class TaskChange
{
    /// <summary>The place in the log; assigned by the store, ascending in the order of the commits.</summary>
    public long Sequence { get; set; }

    /// <summary>The task.</summary>
    public int TaskId { get; set; }

    /// <summary>The task, while it is being saved: a new one has its id only then.</summary>
    public TaskItem? Task { get; set; }

    /// <summary>The task's version after the change.</summary>
    public int TaskVersion { get; set; }

    /// <summary>What kind of change it is.</summary>
    public TaskChangeKind Kind { get; set; }

    /// <summary>Every field that changed, in the order of the schema. To be shown through <see cref="ChangesFor"/>.</summary>
    public IReadOnlyList<FieldChange> Changes { get; set; } = [];

    /// <summary>The status before; null unless it changed.</summary>
    public TaskStatus? FromStatus { get; set; }

    /// <summary>The status after; null unless it changed.</summary>
    public TaskStatus? ToStatus { get; set; }

    /// <summary>The assignee after the change.</summary>
    public int UserId { get; set; }

    /// <summary>The assignee before; null unless it changed hands.</summary>
    public int? PreviousUserId { get; set; }

    /// <summary>Who did it; null for somebody who did not sign in.</summary>
    public string? Actor { get; set; }

    /// <summary>Through which door.</summary>
    public Origin Origin { get; set; }

    /// <summary>When; the task's updatedAt after the change. Order comes from <see cref="Sequence"/>, whatever the clock does.</summary>
    public DateTime At { get; set; }

    /// <summary>About how much memory it takes.</summary>
    public int MemoryBytes() => 400 + Changes.Sum(change => 150 + (sizeof(char) * ((change.From?.Length ?? 0) + (change.To?.Length ?? 0))));

    /// <summary>Whether the reader is known to see the task: they read the change as a part of its history.</summary>
    public bool IsOfSeenTask { get; set; }

    /// <summary>
    /// What may be shown of <see cref="Changes"/>: all to whoever sees the task, and nothing to anybody else, so that the log does not tell
    /// what a task said that has been deleted since. The change itself stays in its place.
    /// </summary>
    /// <param name="seen">The task as the reader sees it now; null when they do not.</param>
    public IReadOnlyList<FieldChange> ChangesFor(TaskItem? seen) => seen is not null || IsOfSeenTask ? Changes : [];
}

/// <summary>One field of a change.</summary>
/// <param name="Field">In GraphQL spelling.</param>
/// <param name="From">The value before as text; null when there was none.</param>
/// <param name="To">The value after as text; null when there is none.</param>
public sealed record FieldChange(string Field, string? From, string? To);

/// <summary>What kind of change it is. The numbers are stored.</summary>
public enum TaskChangeKind
{
    /// <summary>The task is new.</summary>
    Created = 0,

    /// <summary>What it says changed: its texts, its priority or its due date.</summary>
    Updated = 1,

    /// <summary>It moved to another status.</summary>
    StatusChanged = 2,

    /// <summary>It went to another user.</summary>
    Assigned = 3,

    /// <summary>It was deleted.</summary>
    Deleted = 4,

    /// <summary>It is back.</summary>
    Restored = 5,
}
