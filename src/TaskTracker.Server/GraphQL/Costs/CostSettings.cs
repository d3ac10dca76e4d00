using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>What an operation may cost; section <c>GraphQL:Cost</c>.</summary>
internal sealed class CostSettings
{
    [Description("The most field cost of an operation: the work of finding what it asks for, where a command of the database is about 10.")]
    [Range(1, 1_000_000_000)]
    public int MaxFieldCost { get; set; } = 1_000;

    [Description("The most type cost of an operation: the objects that it can answer with.")]
    [Range(1, 1_000_000_000)]
    public int MaxTypeCost { get; set; } = 10_000;
}
