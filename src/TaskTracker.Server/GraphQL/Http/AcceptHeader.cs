using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace TaskTracker.Server.GraphQL.Http;

/// <summary>
/// Chooses the format that the client likes best, as RFC 9110 section 12.5.1 weighs ranges. A client that does not care gets
/// <c>application/json</c>, as GraphQL over HTTP asks of a server for the time being. An event stream is for those who name it and like
/// nothing else as well: who likes both equally asks for one result unless the operation has many.
/// </summary>
internal static class AcceptHeader
{
    // What common clients send, so that they are not parsed: nearly every request of a frontend carries the same text.
    private const string GraphQLResponseThenJson = "application/graphql-response+json, application/json";
    private const string ApolloClient = "application/graphql-response+json,application/json;q=0.9";
    private const string Urql = "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed";

    /// <returns>The format, or null when the client takes none that we have.</returns>
    public static AnswerFormat? Choose(StringValues accept)
    {
        if (accept.Count == 0)
        {
            return AnswerFormat.Json;
        }

        return accept.Count > 1 ? Weigh(accept) : accept[0] switch
        {
            MediaTypes.Json or "*/*" or "" or null => AnswerFormat.Json,
            MediaTypes.GraphQLResponse or GraphQLResponseThenJson or ApolloClient or Urql => AnswerFormat.GraphQLResponse,
            MediaTypes.EventStream => AnswerFormat.EventStream,
            _ => Weigh(accept),
        };
    }

    /// <summary>Whether the client takes an event stream where one result is not enough.</summary>
    public static bool NamesEventStream(StringValues accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out var ranges)
        && ranges.Aggregate(default(Weight), (weight, range) => weight.Closer(range, MediaTypes.EventStream)) is { IsExact: true, Quality: > 0 };

    private static AnswerFormat? Weigh(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
        {
            return null;
        }

        var json = default(Weight);
        var response = default(Weight);
        var stream = default(Weight);
        foreach (var range in ranges)
        {
            if (range.Charset.HasValue && !HeaderUtilities.RemoveQuotes(range.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            json = json.Closer(range, MediaTypes.Json);
            response = response.Closer(range, MediaTypes.GraphQLResponse);
            stream = stream.Closer(range, MediaTypes.EventStream);
        }

        if (stream.IsExact && stream.Quality > Math.Max(json.Quality, response.Quality))
        {
            return AnswerFormat.EventStream;
        }

        return (json.Quality, response.Quality) switch
        {
            (0, 0) => null,
            var (j, r) when j == r => response.IsExact ? AnswerFormat.GraphQLResponse : AnswerFormat.Json,
            var (j, r) => j > r ? AnswerFormat.Json : AnswerFormat.GraphQLResponse,
        };
    }

    /// <summary>How much the client wants a media type, by the range that names it most closely: itself, its type, anything.</summary>
    private readonly record struct Weight(double Quality, int Closeness)
    {
        public bool IsExact => Closeness == 3;

        public Weight Closer(MediaTypeHeaderValue range, string mediaType)
        {
            var closeness = range.MatchesAllTypes ? 1
                : range.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase) ? 2
                : range.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase) ? 3
                : 0;
            return closeness > Closeness ? new(range.Quality ?? 1, closeness) : this;
        }
    }
}
