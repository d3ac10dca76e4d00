namespace TaskTracker.Core.Filtering;

/// <summary>Filters queries.</summary>
internal static class FilteredRows
{
    /// <summary>The rows that meet the condition; all of them without one.</summary>
    public static IQueryable<T> Matching<T>(this IQueryable<T> rows, Condition<T>? condition) => condition is null ? rows : rows.Where(condition.ToPredicate());
}
