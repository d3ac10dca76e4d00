using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.Property(s => s.Id).HasColumnName("id");
        session.Property(s => s.UserId).HasColumnName("user_id");
        session.Property(s => s.CreatedAt).HasColumnName("created_at");
        session.Property(s => s.ExpiresAt).HasColumnName("expires_at");
        session.Property(s => s.EndedAt).HasColumnName("ended_at");
        session.HasOne(s => s.User).WithMany().HasForeignKey(s => s.UserId);
        session.HasIndex(s => s.UserId).HasDatabaseName("ix_sessions_user");
        session.HasIndex(s => s.ExpiresAt).HasDatabaseName("ix_sessions_expires");
    }
}
