using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Operations.Shutdown;

/// <summary>How the server stops; section <c>Shutdown</c>.</summary>
internal sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>What holds in production when nobody sets it: two looks of a balancer that looks every two seconds.</summary>
    public const int ProductionDrainSeconds = 5;

    [Description("For how long /health/ready says no before the server stops listening, in seconds: time for the balancer to send clients elsewhere. A second signal ends it. When not set: 0 in Development, 5 otherwise.")]
    [Range(0, 3_600)]
    public int? DrainSeconds { get; set; }

    [Description("How long requests may go on once the server has stopped listening, in seconds; what still runs then is broken off.")]
    [Range(1, 3_600)]
    public int TimeoutSeconds { get; set; } = 20;
}
