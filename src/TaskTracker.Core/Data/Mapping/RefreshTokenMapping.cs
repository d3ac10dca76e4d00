using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class RefreshTokenMapping : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> token)
    {
        token.ToTable("refresh_tokens");
        token.HasKey(t => t.Hash);
        token.Property(t => t.Hash).HasColumnName("hash");
        token.Property(t => t.SessionId).HasColumnName("session_id");
        // Of two who use it at the same time, one is the first.
        token.Property(t => t.UsedAt).HasColumnName("used_at").IsConcurrencyToken();
        token.Property(t => t.Next).HasColumnName("next");
        token.HasOne(t => t.Session).WithMany().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Cascade);
        token.HasIndex(t => t.SessionId).HasDatabaseName("ix_refresh_tokens_session");
    }
}
