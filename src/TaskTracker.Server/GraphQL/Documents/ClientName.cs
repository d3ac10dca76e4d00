namespace TaskTracker.Server.GraphQL.Documents;

/// <summary>What a client calls itself. It is believed: a name chooses documents, and allows nothing.</summary>
internal static class ClientName
{
    /// <summary>The second is what Apollo's clients send.</summary>
    private static readonly string[] Names = ["graphql-client-name", "apollographql-client-name"];

    /// <summary>For <c>Vary</c>: an answer to a document's id depends on who asks.</summary>
    public static string HeaderNames => string.Join(", ", Names);

    public static string? Of(IHeaderDictionary headers)
    {
        foreach (var name in Names)
        {
            if (headers.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..])
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>From the payload of a <c>connection_init</c>, where there are no headers.</summary>
    public static string? Of(IReadOnlyDictionary<string, object?> payload) =>
        Names.Select(name => payload.GetValueOrDefault(name)).OfType<string>().FirstOrDefault(value => value.Length > 0);
}
