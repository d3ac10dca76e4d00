namespace TaskTracker.Core.Filtering;

/// <summary>The bounds of a filter.</summary>
public static class FilterLimits
{
    /// <summary>Most comparisons in one filter. Beyond that, databases run out of expression depth.</summary>
    public const int MaximumComparisons = 250;

    /// <summary>Most items in the lists of <c>and</c> and <c>or</c> together. They need not compare anything, and are read all the same.</summary>
    public const int MaximumItems = 1_000;

    /// <summary>Most values in the lists of <c>in</c> and <c>nin</c> together.</summary>
    public const int MaximumValues = 10_000;
}
