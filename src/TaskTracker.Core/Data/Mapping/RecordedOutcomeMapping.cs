using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskTracker.Core.Idempotency;

namespace TaskTracker.Core.Data.Mapping;

internal sealed class RecordedOutcomeMapping : IEntityTypeConfiguration<RecordedOutcome>
{
    public void Configure(EntityTypeBuilder<RecordedOutcome> outcome)
    {
        outcome.ToTable("recorded_outcomes");
        outcome.HasKey(o => new { o.Scope, o.Key, o.Place });
        outcome.Property(o => o.Scope).HasColumnName("scope");
        outcome.Property(o => o.Key).HasColumnName("key");
        outcome.Property(o => o.Place).HasColumnName("place");
        outcome.Property(o => o.Fingerprint).HasColumnName("fingerprint");
        outcome.Property(o => o.Outcome).HasColumnName("outcome");
        outcome.Property(o => o.At).HasColumnName("at");
        outcome.HasIndex(o => o.At).HasDatabaseName("ix_recorded_outcomes_at");
    }
}
