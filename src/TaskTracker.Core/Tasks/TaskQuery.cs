using TaskTracker.Core.Access;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;

namespace TaskTracker.Core.Tasks;

/// <summary>Which tasks, and in which order.</summary>
/// <param name="Where">The filter, or null for all.</param>
/// <param name="Search">
/// Words that title and description together must hold (<see cref="Core.Search.SearchWords"/>); null or without a word, no restriction.
/// </param>
/// <param name="Order">
/// The keys; none means by relevance when searching (all words in the title before the others, then the newest first),
/// else by id.
/// </param>
public sealed record TaskQuery(Condition<TaskItem>? Where, string? Search, IReadOnlyList<SortKey<TaskItem>> Order)
{
    /// <summary>What it requires of a caller.</summary>
    internal Permissions Requires => Order.Aggregate(Permissions.ReadTasks | (Where?.Requires ?? Permissions.None), (required, key) => required | key.Requires);
}
