using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Operations;

/// <summary>How long a request can be repeated under its key; section <c>Idempotency</c>.</summary>
internal sealed class IdempotencyOptions
{
    public const string Section = "Idempotency";

    [Description("What came of a request with an idempotency key is kept for so many hours; then the same key is a new one.")]
    [Range(1, 8_760)]
    public int RetentionHours { get; set; } = 24;
}
