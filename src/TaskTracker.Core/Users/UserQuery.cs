using TaskTracker.Core.Access;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;

namespace TaskTracker.Core.Users;

/// <summary>Which users, and in which order.</summary>
/// <param name="Where">The filter, or null for all.</param>
/// <param name="Order">The keys; none means by id.</param>
public sealed record UserQuery(Condition<User>? Where, IReadOnlyList<SortKey<User>> Order)
{
    /// <summary>What it requires of a caller.</summary>
    internal Permissions Requires => Order.Aggregate(Permissions.ReadUsers | (Where?.Requires ?? Permissions.None), (required, key) => required | key.Requires);
}
