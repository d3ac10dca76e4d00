using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Search;

/// <summary>What full-text search knows of a task: the words of its texts, folded by <see cref="SearchWords.Fold"/>.</summary>
public sealed class TaskSearchEntry
{
    /// <summary>The task's id.</summary>
    public int TaskId { get; set; }

    /// <summary>The task, so that a new task's id reaches its entry in the same save.</summary>
    public TaskItem? Task { get; set; }

    /// <summary>The title's words, separated by spaces.</summary>
    public string Title { get; set; } = "";

    /// <summary>The description's words, separated by spaces.</summary>
    public string Description { get; set; } = "";
}
