using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskTracker.Core.Changes;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class TaskChangeMapping : IEntityTypeConfiguration<TaskChange>
{
    public void Configure(EntityTypeBuilder<TaskChange> change)
    {
        change.ToTable("task_changes");
        change.HasKey(c => c.Sequence);
        change.Property(c => c.Sequence).HasColumnName("sequence").ValueGeneratedOnAdd();
        change.Property(c => c.TaskId).HasColumnName("task_id");
        change.Property(c => c.TaskVersion).HasColumnName("task_version");
        change.Property(c => c.Kind).HasColumnName("kind");
        change.Property(c => c.Changes).HasColumnName("changes").HasConversion<FieldChangesConverter, FieldChangesConverter.Comparer>();
        change.Property(c => c.FromStatus).HasColumnName("from_status");
        change.Property(c => c.ToStatus).HasColumnName("to_status");
        change.Property(c => c.UserId).HasColumnName("user_id");
        change.Property(c => c.PreviousUserId).HasColumnName("previous_user_id");
        change.Property(c => c.Actor).HasColumnName("actor");
        change.Property(c => c.Origin).HasColumnName("origin");
        change.Property(c => c.At).HasColumnName("at");
        change.Ignore(c => c.IsOfSeenTask);
        change.HasIndex(c => new { c.TaskId, c.Sequence }).HasDatabaseName("ix_task_changes_task");

        // Without a constraint in the database: the log outlives what it tells of.
        change.HasOne(c => c.Task).WithMany().HasForeignKey(c => c.TaskId).OnDelete(DeleteBehavior.ClientNoAction);
    }
}
