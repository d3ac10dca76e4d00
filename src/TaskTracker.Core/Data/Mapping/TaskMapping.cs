using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class TaskMapping : IEntityTypeConfiguration<TaskItem>
{
    public void Configure(EntityTypeBuilder<TaskItem> task)
    {
        task.ToTable("tasks");
        task.Property(t => t.Id).HasColumnName("id");
        task.Property(t => t.Title).HasColumnName("title");
        task.Property(t => t.Description).HasColumnName("description");
        task.Property(t => t.Status).HasColumnName("status");
        task.Property(t => t.UserId).HasColumnName("user_id");
        task.Property(t => t.CreatedBy).HasColumnName("created_by");
        task.Property(t => t.Priority).HasColumnName("priority");
        task.Property(t => t.DueDate).HasColumnName("due_date");
        task.Property(t => t.CreatedAt).HasColumnName("created_at");
        task.Property(t => t.UpdatedAt).HasColumnName("updated_at");
        task.Property(t => t.CompletedAt).HasColumnName("completed_at");
        task.Ignore(t => t.DeletedAt);
        task.Property(t => t.Version).HasColumnName("version").IsConcurrencyToken();
        task.HasOne(t => t.User).WithMany(u => u.Tasks).HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Restrict);
        // Without a constraint in the database: the column came later, and SQLite adds none to a table that there is.
        task.HasOne(t => t.Creator).WithMany().HasForeignKey(t => t.CreatedBy).OnDelete(DeleteBehavior.ClientNoAction);

        // Every index ends in the id, because every order does.
        task.HasIndex(t => new { t.UserId, t.Id }).HasDatabaseName("ix_tasks_user");
        task.HasIndex(t => new { t.Status, t.Id }).HasDatabaseName("ix_tasks_status");
        task.HasIndex(t => new { t.CreatedAt, t.Id }).HasDatabaseName("ix_tasks_created");
        task.HasIndex(t => new { t.UpdatedAt, t.Id }).HasDatabaseName("ix_tasks_updated");

        // Of those that have one, so that the others cost nothing.
        task.HasIndex(t => new { t.DueDate, t.Id }).HasDatabaseName("ix_tasks_due").HasFilter("due_date IS NOT NULL");
        task.HasIndex(t => new { t.CreatedBy, t.Id }).HasDatabaseName("ix_tasks_creator").HasFilter("created_by IS NOT NULL");
    }
}
