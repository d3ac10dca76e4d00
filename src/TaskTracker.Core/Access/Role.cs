namespace TaskTracker.Core.Access;

/// <summary>What somebody may do here. The numbers are stored. <see cref="AccessRules"/> says what follows.</summary>
public enum Role
{
    /// <summary>Reads and follows.</summary>
    Viewer = 1,

    /// <summary>Reads everything, creates tasks, and edits those that they created or are assigned.</summary>
    Member = 2,

    /// <summary>Everything.</summary>
    Admin = 3,
}

/// <summary>What an API key is for; it narrows what its owner may do. The numbers are stored.</summary>
[Flags]
public enum ApiScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>tasks:read</c>: read and follow tasks.</summary>
    TasksRead = 1,

    /// <summary><c>tasks:write</c>: create and change tasks; reading them is included, because a change answers the task.</summary>
    TasksWrite = 2,

    /// <summary><c>users:read</c>: read users.</summary>
    UsersRead = 4,

    /// <summary><c>users:write</c>: create and change users; reading them is included, because a change answers the user.</summary>
    UsersWrite = 8,
}

/// <summary>Scopes one by one.</summary>
public static class SingleScopes
{
    /// <summary>The scopes that are in this.</summary>
    public static IEnumerable<ApiScopes> Each(this ApiScopes scopes) => Enum.GetValues<ApiScopes>().Where(scope => scope != ApiScopes.None && scopes.HasFlag(scope));

    /// <summary>How one scope is called outside.</summary>
    public static string Name(this ApiScopes scope) => scope switch
    {
        ApiScopes.TasksRead => "tasks:read",
        ApiScopes.TasksWrite => "tasks:write",
        ApiScopes.UsersRead => "users:read",
        ApiScopes.UsersWrite => "users:write",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };
}

/// <summary>What somebody who did not sign in may do.</summary>
public enum AnonymousAccess
{
    /// <summary>Nothing but sign in and, where it is open, sign up.</summary>
    None,

    /// <summary>What the seven routes of the legacy API need: create and list users, create and read tasks, and set any status.</summary>
    Legacy,
}
