using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class DeletedTaskMapping : IEntityTypeConfiguration<DeletedTask>
{
    public void Configure(EntityTypeBuilder<DeletedTask> deleted)
    {
        deleted.ToTable("deleted_tasks");
        deleted.Property(d => d.Id).HasColumnName("id").ValueGeneratedNever();
        deleted.Property(d => d.UserId).HasColumnName("user_id");
        deleted.Property(d => d.CreatedBy).HasColumnName("created_by");
        deleted.Property(d => d.DeletedAt).HasColumnName("deleted_at");
        deleted.Property(d => d.Content).HasColumnName("task");
        deleted.HasIndex(d => new { d.DeletedAt, d.Id }).HasDatabaseName("ix_deleted_tasks_deleted");
    }
}
