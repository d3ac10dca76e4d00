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

    /// <summary>Adds a change for every task that is about to be saved.</summary>
    public static void FollowChanges(TrackerDbContext context)
    {
        foreach (var task in context.ChangeTracker.Entries<TaskItem>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList())
        {
            var change = Describe(task, context.Writer ?? throw new InvalidOperationException("Tasks are written through TrackerDatabase.WriteAsync."));
            if (change.Changes.Count > 0)
            {
                context.Add(change);
            }
        }
    }

    private static TaskChange Describe(EntityEntry<TaskItem> entry, Actor actor)
    {
        var task = entry.Entity;
        var isNew = entry.State == EntityState.Added;
        var status = entry.Property(t => t.Status);
        var user = entry.Property(t => t.UserId);
        var movedStatus = !isNew && status.IsModified;
        var movedUser = !isNew && user.IsModified;
        return new TaskChange
        {
            TaskId = task.Id,
            Task = task,
            TaskVersion = task.Version,
            Kind = isNew ? TaskChangeKind.Created : movedStatus ? TaskChangeKind.StatusChanged : movedUser ? TaskChangeKind.Assigned : TaskChangeKind.Updated,
            Changes = [.. Fields.Select(field => Describe(entry.Property(field.Property), field.Field, field.Text, isNew)).OfType<FieldChange>()],
            FromStatus = movedStatus ? status.OriginalValue : null,
            ToStatus = movedStatus ? status.CurrentValue : null,
            UserId = task.UserId,
            PreviousUserId = movedUser ? user.OriginalValue : null,
            Actor = actor.Name,
            Origin = actor.Origin,
            At = task.UpdatedAt,
        };
    }

    private static FieldChange? Describe(PropertyEntry property, string field, Func<object?, string?> text, bool isNew) =>
        isNew ? (property.CurrentValue is null ? null : new FieldChange(field, null, text(property.CurrentValue)))
        : property.IsModified ? new FieldChange(field, text(property.OriginalValue), text(property.CurrentValue))
        : null;
}
