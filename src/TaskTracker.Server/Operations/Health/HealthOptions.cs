using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Operations.Health;

/// <summary>How the server looks after itself; section <c>Health</c>.</summary>
internal sealed class HealthOptions
{
    public const string Section = "Health";

    [Description("How long the database may take to answer /health/ready, in seconds; after that the server says that it is not ready.")]
    [Range(1, 60)]
    public int DatabaseTimeoutSeconds { get; set; } = 2;
}
