using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Search;

/// <summary>Keeps the search entries in step: whoever saves a task saves its words with it, in one transaction.</summary>
internal static class SearchIndex
{
    public static void FollowChanges(TrackerDbContext context)
    {
        context.ChangeTracker.DetectChanges();
        foreach (var task in context.ChangeTracker.Entries<TaskItem>().ToList())
        {
            if (task.State == EntityState.Added)
            {
                context.Add(Describe(task.Entity));
            }
            else if (task.State == EntityState.Deleted)
            {
                context.Remove(new TaskSearchEntry { TaskId = task.Entity.Id });
            }
            else if (task.State == EntityState.Modified
                && (task.Property(t => t.Title).IsModified || task.Property(t => t.Description).IsModified))
            {
                // The index keeps no texts to compare with, so an entry is always rewritten whole.
                context.Update(Describe(task.Entity));
            }
        }
    }

    private static TaskSearchEntry Describe(TaskItem task) => new()
    {
        TaskId = task.Id,
        Task = task,
        Title = SearchWords.Fold(task.Title),
        Description = SearchWords.Fold(task.Description ?? ""),
    };
}
