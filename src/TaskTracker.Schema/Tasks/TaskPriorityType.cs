using GraphQL.Types;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Schema.Tasks;

internal sealed class TaskPriorityType : EnumerationGraphType
{
    public TaskPriorityType()
    {
        Name = "TaskPriority";
        Description = "How urgent a task is, from the lowest to the highest.";
        Add("NONE", TaskPriority.None, "Not set.");
        Add("LOW", TaskPriority.Low, "When there is time.");
        Add("MEDIUM", TaskPriority.Medium, "As usual.");
        Add("HIGH", TaskPriority.High, "Before the others.");
        Add("URGENT", TaskPriority.Urgent, "Now.");
    }
}
