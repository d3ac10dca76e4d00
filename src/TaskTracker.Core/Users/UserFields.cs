using TaskTracker.Core.Access;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Users;

/// <summary>What users can be filtered and sorted by.</summary>
public static class UserFields
{
    /// <summary>Every field, in the order of the schema.</summary>
    public static readonly FieldSet<User> All = new("User",
    [
        new ValueField<User, int>("id", "The user's id.", u => u.Id) { IdOf = "User" },
        new ValueField<User, int>("databaseId", "The user's number, as REST uses it.", u => u.Id),
        new ValueField<User, string>("username", "The username, as it was entered.", u => u.Username),
        new ValueField<User, string>("email", "The e-mail address.", u => u.Email),
        new ValueField<User, DateTime>("createdAt", "When the user was created.", u => u.CreatedAt),
        new CollectionField<User, TaskItem>("tasks", "The tasks assigned to the user.", u => u.Tasks, () => TaskFields.All) { Requires = Permissions.ReadTasks },
        new ValueField<User, Role>("role", "What the user may do.", u => u.Role) { Requires = Permissions.ReadAccounts },
        new ValueField<User, DateTime?>("disabledAt", "When the user was deactivated; null for one who is not.", u => u.DisabledAt, IsNullable: true) { Requires = Permissions.ReadAccounts },
    ]);
}
