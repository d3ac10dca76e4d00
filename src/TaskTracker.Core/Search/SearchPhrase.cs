namespace TaskTracker.Core.Search;

/// <summary>Words that must follow one another; most phrases are a single word.</summary>
/// <param name="Words">Folded, at least one, free of spaces and ASCII punctuation.</param>
/// <param name="IsPrefix">Whether the last word may go on.</param>
public sealed record SearchPhrase(IReadOnlyList<string> Words, bool IsPrefix);
