using Microsoft.Net.Http.Headers;

namespace TaskTracker.Server.Pages;

/// <summary>Tells people at a browser from programs where both ask at the same path.</summary>
internal static class PageRequests
{
    private const string Html = "text/html";

    /// <summary>Whether a page is asked for: by GET, naming <c>text/html</c> and nothing that would be liked better, as browsers do when somebody follows a link.</summary>
    public static bool AsksForPage(this HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains(Html, StringComparison.OrdinalIgnoreCase)
        && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges)
        && ranges.FirstOrDefault(range => range.MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase)) is { Quality: not 0 } html
        && ranges.All(range => (range.Quality ?? 1) <= (html.Quality ?? 1));
}
