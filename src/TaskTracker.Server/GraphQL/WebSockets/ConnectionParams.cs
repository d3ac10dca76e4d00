using GraphQL;
using TaskTracker.Server.Accounts;

namespace TaskTracker.Server.GraphQL.WebSockets;

/// <summary>The credential in the payload of <c>connection_init</c>, which browsers send because a WebSocket's handshake has no headers of theirs.</summary>
internal static class ConnectionParams
{
    private static readonly string[] Names = ["authorization", "Authorization"];

    /// <summary>From <c>authorization</c>, or from <c>headers.authorization</c> as some clients wrap it; with or without "Bearer". Null for none.</summary>
    public static string? ReadCredential(Inputs payload) =>
        Find(payload) ?? (payload.GetValueOrDefault("headers") is IReadOnlyDictionary<string, object?> headers ? Find(headers) : null);

    private static string? Find(IReadOnlyDictionary<string, object?> values) =>
        Names.Select(name => values.GetValueOrDefault(name)).OfType<string>().FirstOrDefault(value => value.Length > 0) is { } value
            ? Authentication.ReadBearer(value) ?? value
            : null;
}
