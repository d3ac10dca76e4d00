using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TaskTracker.Server.GraphQL.Costs;
using TaskTracker.Server.GraphQL.Documents;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.WebSockets;

namespace TaskTracker.Server.GraphQL;

/// <summary>What the GraphQL endpoint takes and keeps; section <c>GraphQL</c>.</summary>
internal sealed class GraphQLOptions
{
    public const string Section = "GraphQL";

    [Description("The largest request body in bytes. A larger one is refused with 413.")]
    [Range(1024, 104_857_600)]
    public int MaxBodyBytes { get; set; } = 1_048_576;

    [Description("How many requests one JSON array may hold.")]
    [Range(1, 100)]
    public int MaxBatchSize { get; set; } = 10;

    [Description("How long an operation may run before it is answered with TIMEOUT, in seconds. Subscriptions have no limit.")]
    [Range(1, 600)]
    public int TimeoutSeconds { get; set; } = 30;

    [Description("How many parsed and validated documents are kept.")]
    [Range(0, 100_000)]
    public int DocumentCacheSize { get; set; } = 1_000;

    [Description("How many characters of text the kept documents may have together; they take about twenty times as many bytes.")]
    [Range(0, 100_000_000)]
    public int DocumentCacheCharacters { get; set; } = 2_000_000;

    [Description("Whether somebody who has not signed in may introspect the schema, load its text, and be helped with its names. When not set: true in Development, false otherwise.")]
    public bool? AnonymousIntrospection { get; set; }

    [Description("Whether browsers find the explorer at /graphql. When not set: true in Development, false otherwise.")]
    public bool? Explorer { get; set; }

    /// <summary>How large a document may be.</summary>
    public DocumentLimits Limits { get; set; } = new();

    /// <summary>What an operation may cost.</summary>
    public CostSettings Cost { get; set; } = new();

    /// <summary>Documents that are known beforehand.</summary>
    public TrustedDocumentSettings TrustedDocuments { get; set; } = new();

    /// <summary>The limits of a WebSocket.</summary>
    public WebSocketSettings WebSocket { get; set; } = new();
}
