using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Operations;

/// <summary>How long the change log reaches back; section <c>ChangeLog</c>.</summary>
internal sealed class ChangeLogOptions
{
    public const string Section = "ChangeLog";

    [Description("Changes younger than so many days are kept.")]
    [Range(1, 36_500)]
    public int RetentionDays { get; set; } = 30;

    [Description("So many of the newest changes are kept, whatever their age.")]
    [Range(1, int.MaxValue)]
    public int RetentionChanges { get; set; } = 1_000_000;
}
