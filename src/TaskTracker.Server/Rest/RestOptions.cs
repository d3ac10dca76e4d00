using System.ComponentModel;

namespace TaskTracker.Server.Rest;

/// <summary>How the REST routes answer; section <c>Rest</c>.</summary>
internal sealed class RestOptions
{
    public const string Section = "Rest";

    [Description("How answers spell a task's status: Documented is PENDING, LowerCase is pending. Requests may use either.")]
    public StatusSpelling StatusSpelling { get; set; } = StatusSpelling.Documented;
}

/// <summary>How a status is spelled.</summary>
internal enum StatusSpelling
{
    /// <summary>As the legacy README names it: PENDING, IN_PROGRESS, COMPLETED.</summary>
    Documented,

    /// <summary>As the legacy server most probably sent it: pending, in_progress, completed.</summary>
    LowerCase,
}
