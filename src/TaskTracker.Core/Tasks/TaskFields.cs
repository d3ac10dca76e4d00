using TaskTracker.Core.Access;
using TaskTracker.Core.Filtering;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Tasks;

/// <summary>What tasks can be filtered and sorted by.</summary>
public static class TaskFields
{
    /// <summary>The assignee.</summary>
    public static readonly ReferenceField<TaskItem, User> User =
        new("user", "The assignee.", t => t.User, () => UserFields.All) { Requires = Permissions.ReadUsers };

    /// <summary>Who created it.</summary>
    public static readonly ReferenceField<TaskItem, User> Creator =
        new("createdBy", "Who created the task; nobody when they had not signed in.", t => t.Creator, () => UserFields.All, IsNullable: true)
        {
            Requires = Permissions.ReadUsers,
        };

    /// <summary>Every field, in the order of the schema.</summary>
    public static readonly FieldSet<TaskItem> All = new("Task",
    [
        new ValueField<TaskItem, int>("id", "The task's id.", t => t.Id) { IdOf = "Task" },
        new ValueField<TaskItem, int>("databaseId", "The task's number, as REST uses it.", t => t.Id),
        new ValueField<TaskItem, string>("title", "The title.", t => t.Title),
        new ValueField<TaskItem, string?>("description", "The description; null when there is none.", t => t.Description, IsNullable: true),
        new ValueField<TaskItem, TaskStatus>("status", "Where the task stands.", t => t.Status),
        new ValueField<TaskItem, TaskPriority>("priority", "How urgent it is.", t => t.Priority),
        new ValueField<TaskItem, DateOnly?>("dueDate", "The day by which it is to be done; null when there is none.", t => t.DueDate, IsNullable: true),
        new ValueField<TaskItem, int>("userId", "The assignee's number.", t => t.UserId),
        new ValueField<TaskItem, int?>("createdById", "The id, as a number, of the user who created the task; null when they had not signed in.", t => t.CreatedBy, IsNullable: true),
        new ValueField<TaskItem, DateTime>("createdAt", "When the task was created.", t => t.CreatedAt),
        new ValueField<TaskItem, DateTime>("updatedAt", "When the task last changed.", t => t.UpdatedAt),
        new ValueField<TaskItem, DateTime?>("completedAt", "When the task was completed; null while it is not.", t => t.CompletedAt, IsNullable: true),
        User,
        Creator,
    ]);
}
