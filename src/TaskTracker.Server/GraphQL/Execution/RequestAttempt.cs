using System.Security.Cryptography;
using System.Text.Json;
using TaskTracker.Core.Idempotency;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Json;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>What a request says about having been sent before.</summary>
internal static class RequestAttempt
{
    private const string Extension = "idempotencyKey";

    /// <summary>The attempt that this request is; null when it has no key.</summary>
    /// <exception cref="CodedError">The key is not one.</exception>
    public static Attempt? Of(GraphQLRequest request)
    {
        var key = request.IdempotencyKey is { } text ? Read(text) : null;
        if (request.Extensions.TryGetValue(Extension, out var extension))
        {
            var other = Read(extension as string ?? "");
            if (key is not null && key != other)
            {
                throw Invalid("The header and the extension have different idempotency keys. Send one of them.");
            }

            key = other;
        }

        return key is null ? null : new Attempt(key, Fingerprint(request));
    }

    private static string Read(string text) => IdempotencyKey.Read(text) ?? throw Invalid(IdempotencyKey.Rule);

    private static CodedError Invalid(string message) => new(ErrorCodes.InvalidIdempotencyKey, message);

    // Of what is run: the operation's text and name, and the variables in whatever order they came.
    private static byte[] Fingerprint(GraphQLRequest request)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            writer.WriteStringValue("graphql");
            writer.WriteStringValue(request.Query);
            writer.WriteStringValue(request.OperationName);
            JsonValueWriter.Write(writer, Sorted(request.Variables));
            writer.WriteEndArray();
        }

        return SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    private static object? Sorted(object? value) => value switch
    {
        IEnumerable<KeyValuePair<string, object?>> members => members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value))).ToList(),
        IList<object?> items => items.Select(Sorted).ToList(),
        _ => value,
    };
}
