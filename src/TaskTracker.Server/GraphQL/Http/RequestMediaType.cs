using Microsoft.Net.Http.Headers;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Http;

/// <summary>
/// Only declared JSON is read. A browser sends <c>text/plain</c> and forms across origins without asking; it asks before it sends JSON, which is
/// what keeps a strange page from mutating with the user's cookies.
/// </summary>
internal static class RequestMediaType
{
    /// <exception cref="CodedError">The body is something else than JSON in UTF-8.</exception>
    public static void Require(HttpRequest request)
    {
        if (request.ContentType is not (MediaTypes.Json or "application/json; charset=utf-8") && !IsJson(request.ContentType))
        {
            throw new CodedError(ErrorCodes.UnsupportedMediaType, request.ContentType is null
                ? "Say what the body is: send 'Content-Type: application/json'."
                : $"A body of type '{request.ContentType}' is not read. Send JSON in UTF-8 as 'Content-Type: application/json'.");
        }
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && parsed.MediaType.Equals(MediaTypes.Json, StringComparison.OrdinalIgnoreCase)
        && (!parsed.Charset.HasValue || HeaderUtilities.RemoveQuotes(parsed.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
