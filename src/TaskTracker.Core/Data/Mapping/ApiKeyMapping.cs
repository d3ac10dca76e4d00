using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("api_keys");
        key.Property(k => k.Id).HasColumnName("id");
        key.Property(k => k.UserId).HasColumnName("user_id");
        key.Property(k => k.Name).HasColumnName("name");
        key.Property(k => k.Start).HasColumnName("start");
        key.Property(k => k.Hash).HasColumnName("hash");
        key.Property(k => k.Scopes).HasColumnName("scopes");
        key.Property(k => k.CreatedAt).HasColumnName("created_at");
        key.Property(k => k.ExpiresAt).HasColumnName("expires_at");
        key.Property(k => k.LastUsedAt).HasColumnName("last_used_at");
        key.Property(k => k.RevokedAt).HasColumnName("revoked_at");
        key.HasOne(k => k.User).WithMany().HasForeignKey(k => k.UserId);
        key.HasIndex(k => k.Hash).IsUnique().HasDatabaseName("ux_api_keys_hash");
        key.HasIndex(k => k.UserId).HasDatabaseName("ix_api_keys_user");
    }
}
