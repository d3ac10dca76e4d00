using System.Security.Cryptography;
using System.Text;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;

namespace TaskTracker.Server.GraphQL.Documents;

/// <summary>The ids by which documents are asked for.</summary>
internal static class DocumentId
{
    /// <summary>The member of <c>extensions</c> that has Apollo's hash.</summary>
    public const string Extension = "persistedQuery";

    /// <summary>The prefix that GraphQL over HTTP gives to the hexadecimal SHA-256 of a document.</summary>
    private const string Sha256 = "sha256:";

    /// <summary>The id as it is kept: a hash is the same with and without its prefix.</summary>
    public static string WithoutPrefix(string id) => id.StartsWith(Sha256, StringComparison.Ordinal) ? id[Sha256.Length..] : id;

    /// <summary>The SHA-256 of a text in UTF-8, in lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Apollo's <c>extensions.persistedQuery.sha256Hash</c>; null when there is none.</summary>
    /// <exception cref="CodedError">It is not what Apollo's protocol says.</exception>
    public static string? PersistedQuery(GraphQLRequest request)
    {
        if (request.Extensions.Count == 0 || !request.Extensions.TryGetValue(Extension, out var extension) || extension is null)
        {
            return null;
        }

        return extension is IReadOnlyDictionary<string, object?> members
            && members.GetValueOrDefault("version") is 1 or null
            && members.GetValueOrDefault("sha256Hash") is string { Length: > 0 } hash
            ? hash.ToLowerInvariant()
            : throw new CodedError(ErrorCodes.BadRequest, $"'{Extension}' in 'extensions' must have a sha256Hash and the version 1.");
    }
}
