using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Search;

/// <summary>A task's words in the full-text index, folded by <see cref="SearchWords"/>.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Title">The words of its title.</param>
/// <param name="Description">The words of its description.</param>
public sealed record TaskSearchEntry(int TaskId, string Title, string Description)
{
    internal static TaskSearchEntry Of(TaskItem task) => new(task.Id, SearchWords.Fold(task.Title), SearchWords.Fold(task.Description ?? ""));
}
