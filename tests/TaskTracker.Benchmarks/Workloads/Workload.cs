using System.Text.Json;

namespace TaskTracker.Benchmarks.Workloads;

/// <summary>Requests of one kind, for our server and for the limit.</summary>
/// <param name="Name">Such as <c>W1</c>.</param>
/// <param name="What">What they do.</param>
/// <param name="Aim">The least ratio of our rate to the limit's.</param>
/// <param name="Requests">Sent in this order, and again.</param>
/// <param name="Writes">Whether some of them change the store.</param>
internal sealed record Workload(string Name, string What, double Aim, IReadOnlyList<WorkloadRequest> Requests, bool Writes = false);

/// <summary>A request; the limit takes the same at another path.</summary>
internal sealed record WorkloadRequest(string Method, string Path, string LimitPath, string? Body)
{
    public static WorkloadRequest GraphQL(string limitPath, string query, object? variables = null) =>
        new("POST", "/graphql", limitPath, JsonSerializer.Serialize(new { query, variables }));
}
