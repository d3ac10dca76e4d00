namespace TaskTracker.Core.Tasks;

/// <summary>Where a task stands. The numbers are stored and give the sort order; every move between them is allowed.</summary>
public enum TaskStatus
{
    /// <summary>Not started.</summary>
    Pending = 0,

    /// <summary>Somebody works on it.</summary>
    InProgress = 1,

    /// <summary>Done.</summary>
    Completed = 2,
}

/// <summary>How statuses are called outside.</summary>
public static class TaskStatusNames
{
    /// <summary>The documented name, such as <c>IN_PROGRESS</c>.</summary>
    public static string Name(this TaskStatus status) => status switch
    {
        TaskStatus.Pending => "PENDING",
        TaskStatus.InProgress => "IN_PROGRESS",
        TaskStatus.Completed => "COMPLETED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
