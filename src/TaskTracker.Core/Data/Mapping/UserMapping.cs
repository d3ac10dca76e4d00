using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("users");
        user.Property(u => u.Id).HasColumnName("id");
        user.Property(u => u.Username).HasColumnName("username");
        user.Property(u => u.UsernameKey).HasColumnName("username_key");
        user.Property(u => u.UsernameLook).HasColumnName("username_look");
        user.Property(u => u.Email).HasColumnName("email");
        user.Property(u => u.EmailKey).HasColumnName("email_key");
        user.Property(u => u.Role).HasColumnName("role").HasDefaultValue(Role.Member).HasSentinel((Role)0);
        user.Property(u => u.DisabledAt).HasColumnName("disabled_at");
        user.Property(u => u.PasswordHash).HasColumnName("password_hash");
        user.Property(u => u.CreatedAt).HasColumnName("created_at");
        user.Property(u => u.Version).HasColumnName("version").IsConcurrencyToken();
        user.HasIndex(u => u.UsernameKey).IsUnique().HasDatabaseName("ux_users_username_key");
        user.HasIndex(u => u.UsernameLook).IsUnique().HasDatabaseName("ux_users_username_look");
        user.HasIndex(u => u.EmailKey).IsUnique().HasDatabaseName("ux_users_email_key");
        user.HasIndex(u => u.Username).HasDatabaseName("ix_users_username");
    }
}
