using GraphQL.Types;
using TaskTracker.Core.Access;

namespace TaskTracker.Schema.Accounts;

internal sealed class RoleType : EnumerationGraphType
{
    public RoleType()
    {
        Name = "Role";
        Description = "What somebody may do, from the least to the most.";
        Add("VIEWER", Role.Viewer, "Reads and follows.");
        Add("MEMBER", Role.Member, "Reads everything, creates tasks, and edits those that they created or that are assigned to them.");
        Add("ADMIN", Role.Admin, "Everything.");
    }
}

internal sealed class ApiScopeType : EnumerationGraphType
{
    public ApiScopeType()
    {
        Name = "ApiScope";
        Description = "What an API key allows, but never more than its owner may do.";
        Add("TASKS_READ", ApiScopes.TasksRead, "`tasks:read`: read and follow tasks.");
        Add("TASKS_WRITE", ApiScopes.TasksWrite, "`tasks:write`: create and change tasks, and read them.");
        Add("USERS_READ", ApiScopes.UsersRead, "`users:read`: read users.");
        Add("USERS_WRITE", ApiScopes.UsersWrite, "`users:write`: create and change users, and read them.");
    }
}
