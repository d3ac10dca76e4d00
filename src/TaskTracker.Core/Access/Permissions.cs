namespace TaskTracker.Core.Access;

/// <summary>What can be allowed.</summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read, search, count and follow tasks and their history.</summary>
    ReadTasks = 1,

    /// <summary>Read users.</summary>
    ReadUsers = 2,

    /// <summary>Read what users may do: their roles, and who is deactivated.</summary>
    ReadAccounts = 4,

    /// <summary>Create tasks, for anybody.</summary>
    CreateTasks = 8,

    /// <summary>Move any task to another status.</summary>
    MoveAnyTask = 16,

    /// <summary>Change, delete and restore tasks that one created or is assigned.</summary>
    EditOwnTasks = 32,

    /// <summary>Change, delete and restore any task.</summary>
    EditAnyTask = 64,

    /// <summary>Create users who do not sign in.</summary>
    CreateUsers = 128,

    /// <summary>Change one's own name and e-mail address.</summary>
    EditOwnProfile = 256,

    /// <summary>Change anybody's name and e-mail address.</summary>
    EditAnyProfile = 512,

    /// <summary>Manage one's own password, sessions and API keys. Never with an API key: it could make itself more than it is.</summary>
    ManageOwnAccount = 1024,

    /// <summary>Manage what others may do: role, password, deactivation. Never with an API key, for the same reason.</summary>
    ManageUsers = 2048,

    /// <summary>Everything.</summary>
    All = 4095,
}
