using System.ComponentModel.DataAnnotations;

namespace TaskTracker.Server.GraphQL;

/// <summary>What the GraphQL endpoint takes and keeps; section <c>GraphQL</c>.</summary>
internal sealed class GraphQLOptions
{
    public const string Section = "GraphQL";

    /// <summary>The largest request body in bytes; 1,024 to 104,857,600, default 1,048,576 (1 MiB). A larger one is refused with 413.</summary>
    [Range(1024, 104_857_600)]
    public int MaxBodyBytes { get; set; } = 1_048_576;

    /// <summary>How many requests one JSON array may hold; 1 to 100, default 10.</summary>
    [Range(1, 100)]
    public int MaxBatchSize { get; set; } = 10;

    /// <summary>How long an operation may run before it is answered with <c>TIMEOUT</c>, in seconds; 1 to 600, default 30. Subscriptions have no limit.</summary>
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>How many parsed and validated documents are kept; 0 (none) to 100,000, default 1,000.</summary>
    [Range(0, 100_000)]
    public int DocumentCacheSize { get; set; } = 1_000;

    /// <summary>
    /// How many characters of text the kept documents may have together; 0 to 100,000,000, default 2,000,000.
    /// A kept document takes about twenty times the memory of its text.
    /// </summary>
    [Range(0, 100_000_000)]
    public int DocumentCacheCharacters { get; set; } = 2_000_000;
}
