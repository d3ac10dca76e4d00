namespace TaskTracker.Server.GraphQL.Errors;

/// <summary>A public error code of the GraphQL doors. It never changes its meaning.</summary>
/// <param name="Name">What <c>extensions.code</c> says.</param>
/// <param name="Status">The HTTP status when nothing was executed.</param>
/// <param name="Meaning">When it is answered, in a sentence for docs/errors.md.</param>
internal sealed record ErrorCode(string Name, int Status, string Meaning)
{
    /// <summary>
    /// Whether the HTTP request itself was in order. GraphQL over HTTP answers those with 200 under <c>application/json</c>,
    /// because a client of that media type takes any other status for an intermediary's.
    /// </summary>
    public bool IsWellFormedRequest { get; init; }
}
