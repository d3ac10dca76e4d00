using TaskTracker.Server.EventStreams;

namespace TaskTracker.Server.GraphQL.Http;

/// <summary>What an answer may be written as.</summary>
internal enum AnswerFormat
{
    /// <summary><c>application/json</c>: what a client gets that does not choose.</summary>
    Json,

    /// <summary><c>application/graphql-response+json</c>: its status tells whether the operation was executed.</summary>
    GraphQLResponse,

    /// <summary><c>text/event-stream</c>: any number of results, as server-sent events.</summary>
    EventStream,
}

internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";
    public const string EventStream = EventStreamSender.MediaType;

    private const string JsonUtf8 = Json + "; charset=utf-8";
    private const string GraphQLResponseUtf8 = GraphQLResponse + "; charset=utf-8";

    /// <summary>The <c>Content-Type</c> of an answer that is one result or one batch.</summary>
    public static string ContentType(this AnswerFormat format) => format == AnswerFormat.Json ? JsonUtf8 : GraphQLResponseUtf8;
}
