using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Search;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Data;

/// <summary>What goes with tasks that are saved, in one transaction with them: the words that they are found by, and their changes for the log.</summary>
public sealed class TaskSideRows
{
    private readonly List<TaskItem> worded = [];

    /// <summary>The words of tasks that are new or say something else. The index keeps no texts to compare with, so an entry is always rewritten whole.</summary>
    public IReadOnlyList<TaskSearchEntry> Words => worded.ConvertAll(TaskSearchEntry.Of);

    /// <summary>Tasks that are to be found no more.</summary>
    public List<int> Gone { get; } = [];

    /// <summary>What is added to the log.</summary>
    public IReadOnlyList<TaskChange> Changes { get; private init; } = [];

    /// <summary>Whether there is something to write.</summary>
    public bool Any => worded.Count > 0 || Gone.Count > 0 || Changes.Count > 0;

    /// <summary>What goes with what is about to be saved.</summary>
    /// <param name="context">Has found out what has changed.</param>
    /// <param name="withLog">Whether the log tells of it.</param>
    internal static TaskSideRows Of(TrackerDbContext context, bool withLog)
    {
        var rows = new TaskSideRows { Changes = withLog ? ChangeLog.Describe(context) : [] };
        foreach (var task in context.ChangeTracker.Entries<TaskItem>())
        {
            if (task.State == EntityState.Deleted)
            {
                rows.Gone.Add(task.Entity.Id);
            }
            else if (task.State == EntityState.Added
                || (task.State == EntityState.Modified && (task.Property(t => t.Title).IsModified || task.Property(t => t.Description).IsModified)))
            {
                rows.worded.Add(task.Entity);
            }
        }

        return rows;
    }

    /// <summary>Gives the changes of new tasks the ids that these got when they were saved.</summary>
    internal void Complete()
    {
        foreach (var change in Changes)
        {
            change.TaskId = change.Task!.Id;
        }
    }
}
