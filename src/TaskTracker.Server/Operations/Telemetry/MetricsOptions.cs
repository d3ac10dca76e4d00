using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.Operations.Telemetry;

/// <summary>What is counted, and who may read it; section <c>Metrics</c>.</summary>
internal sealed class MetricsOptions
{
    public const string Section = "Metrics";

    [Description("An address of its own for /metrics, such as http://localhost:9464 or http://*:9464, where it is for anybody and nothing else is answered. When not set: /metrics is at the server's other addresses only, for whoever may do anything at all: with Access:Anonymous=Legacy everybody, otherwise whoever signed in.")]
    [RegularExpression("https?://[^/ ]+:[0-9]{1,5}/?", ErrorMessage = "an address with a port, such as http://localhost:9464")]
    public string? Url { get; set; }

    [Description("How many names of GraphQL operations are counted apart, those that came first; clients make them up. All others are counted together.")]
    [Range(0, 10_000)]
    public int OperationNames { get; set; } = 200;
}
