using TaskTracker.Core.Users;
using TaskTracker.Schema.Filters;

namespace TaskTracker.Schema.Users;

internal sealed class UserFilterInput() : FilterInput<User>(UserFields.All);

internal sealed class UserSortInput() : SortInput<User>(UserFields.All);
