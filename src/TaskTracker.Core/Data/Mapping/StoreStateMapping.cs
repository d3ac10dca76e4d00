using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class StoreStateMapping : IEntityTypeConfiguration<StoreState>
{
    public void Configure(EntityTypeBuilder<StoreState> state)
    {
        state.ToTable("store_identity");
        state.HasKey(s => s.Id);
        state.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        state.Property(s => s.CursorKey).HasColumnName("cursor_key");
        state.Property(s => s.AccessEpoch).HasColumnName("access_epoch");
        state.Property(s => s.PrunedTo).HasColumnName("pruned_to");
    }
}
