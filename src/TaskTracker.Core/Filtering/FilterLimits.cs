namespace TaskTracker.Core.Filtering;

/// <summary>The bounds of a filter.</summary>
public static class FilterLimits
{
    /// <summary>Most comparisons in one filter. Beyond that, databases run out of expression depth.</summary>
    public const int MaximumComparisons = 250;
}
