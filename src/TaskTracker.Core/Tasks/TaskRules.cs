namespace TaskTracker.Core.Tasks;

/// <summary>The rules for a task's own fields, one method a field: null when the value is good.</summary>
public static class TaskRules
{
    /// <summary>Most characters (code points) in a title.</summary>
    public const int TitleMaximum = 2_000;

    /// <summary>Most characters (code points) in a description.</summary>
    public const int DescriptionMaximum = 20_000;

    /// <summary>A title has 1 to <see cref="TitleMaximum"/> characters and is not blank.</summary>
    public static InvalidInput? CheckTitle(string title) =>
        TextRules.Check(title, 1, TitleMaximum) is { } problem ? new("title", problem) : null;

    /// <summary>A description is null or has up to <see cref="DescriptionMaximum"/> characters.</summary>
    public static InvalidInput? CheckDescription(string? description) =>
        description is not null && TextRules.Check(description, 0, DescriptionMaximum) is { } problem ? new("description", problem) : null;
}
