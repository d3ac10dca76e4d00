using GraphQL.Types;

namespace TaskTracker.Schema.Tasks;

internal sealed class TaskStatusType : EnumerationGraphType
{
    public TaskStatusType()
    {
        Name = "TaskStatus";
        Description = "Where a task stands, in the order in which tasks are sorted by it. Every move from one to another is allowed.";
        Add("PENDING", TaskStatus.Pending, "Not started.");
        Add("IN_PROGRESS", TaskStatus.InProgress, "Somebody is working on it.");
        Add("COMPLETED", TaskStatus.Completed, "Done.");
    }
}
