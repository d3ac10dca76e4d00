namespace TaskTracker.Core.Tasks;

/// <summary>How urgent a task is. The numbers are stored and give the sort order.</summary>
public enum TaskPriority
{
    /// <summary>Nobody has said.</summary>
    None = 0,

    /// <summary>When there is time.</summary>
    Low = 1,

    /// <summary>As usual.</summary>
    Medium = 2,

    /// <summary>Before the others.</summary>
    High = 3,

    /// <summary>Now.</summary>
    Urgent = 4,
}
