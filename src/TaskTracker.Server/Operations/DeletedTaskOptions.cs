using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Operations;

/// <summary>How long a deleted task can be restored; section <c>DeletedTasks</c>.</summary>
internal sealed class DeletedTaskOptions
{
    public const string Section = "DeletedTasks";

    [Description("A deleted task can be restored for so many days; then it is gone for good.")]
    [Range(1, 36_500)]
    public int RetentionDays { get; set; } = 30;
}
