using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;

namespace TaskTracker.Core.Users;

/// <summary>Which users, and in which order.</summary>
/// <param name="Where">The filter, or null for all.</param>
/// <param name="Order">The keys; none means by id.</param>
public sealed record UserQuery(Condition<User>? Where, IReadOnlyList<SortKey<User>> Order);
