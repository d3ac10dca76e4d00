using TaskTracker.Core.Users;
using TaskTracker.Schema.Paging;

namespace TaskTracker.Schema.Users;

internal sealed class UsersConnection() : ConnectionType<User, UserType, UsersEdge>("UsersConnection", "users", asOfCanBeHidden: true);

internal sealed class UsersEdge() : EdgeType<User, UserType>("UsersEdge", "user");
