using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Changes;

/// <summary>Writes the log: whoever saves a task saves its change with it, in one transaction.</summary>
internal static class ChangeLog
{
    /// <summary>The fields that the log follows, with their text.</summary>
    private static readonly (string Field, string Property, Func<object?, string?> Text)[] Fields =
    [
        ("title", nameof(TaskItem.Title), value => (string?)value),
        ("description", nameof(TaskItem.Description), value => (string?)value),
        ("status", nameof(TaskItem.Status), value => ((TaskStatus)value!).Name()),
        ("priority", nameof(TaskItem.Priority), value => ((TaskPriority)value!).ToString().ToUpperInvariant()),
        ("dueDate", nameof(TaskItem.DueDate), value => ((DateOnly?)value)?.ToString("O", CultureInfo.InvariantCulture)),
        ("userId", nameof(TaskItem.UserId), value => $"{value}"),
        ("createdById", nameof(TaskItem.CreatedBy), value => $"{value}"),
        ("completedAt", nameof(TaskItem.CompletedAt), value => value is DateTime moment ? Clock.Text(moment) : null),
    ];

    /// <summary>A change for every task that is about to be saved.</summary>
    public static List<TaskChange> Describe(TrackerDbContext context)
    {
        var restored = context.ChangeTracker.Entries<DeletedTask>().Where(entry => entry.State == EntityState.Deleted).Select(entry => entry.Entity.Id).ToHashSet();
        var changes = new List<TaskChange>();
        foreach (var task in context.ChangeTracker.Entries<TaskItem>().Where(entry => entry.State != EntityState.Unchanged))
        {
            var kind = task.State switch
            {
                EntityState.Added => restored.Contains(task.Entity.Id) ? TaskChangeKind.Restored : TaskChangeKind.Created,
                EntityState.Deleted => TaskChangeKind.Deleted,
                _ => TaskChangeKind.Updated,
            };
            var change = Describe(task, kind, context.Writer ?? throw new InvalidOperationException("Tasks are written through TrackerDatabase.WriteAsync."));
            if (task.State != EntityState.Modified || change.Changes.Count > 0)
            {
                changes.Add(change);
            }
        }

        return changes;
    }

    private static TaskChange Describe(EntityEntry<TaskItem> entry, TaskChangeKind kind, Actor actor)
    {
        var task = entry.Entity;
        var isModified = entry.State == EntityState.Modified;
        var status = entry.Property(t => t.Status);
        var user = entry.Property(t => t.UserId);
        var movedStatus = isModified && status.IsModified;
        var movedUser = isModified && user.IsModified;
        return new TaskChange
        {
            Task = task,
            TaskVersion = task.Version,
            Kind = movedStatus ? TaskChangeKind.StatusChanged : movedUser ? TaskChangeKind.Assigned : kind,
            Changes = [.. Fields.Select(field => Describe(entry.Property(field.Property), kind, field.Field, field.Text)).OfType<FieldChange>()],
            FromStatus = movedStatus ? status.OriginalValue : null,
            ToStatus = movedStatus ? status.CurrentValue : null,
            UserId = task.UserId,
            PreviousUserId = movedUser ? user.OriginalValue : null,
            Actor = actor.Name,
            Origin = actor.Origin,
            At = task.UpdatedAt,
        };
    }

    private static FieldChange? Describe(PropertyEntry property, TaskChangeKind kind, string field, Func<object?, string?> text) => kind switch
    {
        TaskChangeKind.Created when property.CurrentValue is not null => new(field, null, text(property.CurrentValue)),
        TaskChangeKind.Updated when property.IsModified => new(field, text(property.OriginalValue), text(property.CurrentValue)),
        _ => null,
    };
}
