namespace TaskTracker.Server.GraphQL.Http;

/// <summary>What an answer may be written as.</summary>
internal enum AnswerFormat
{
    /// <summary><c>application/json</c>: what a client gets that does not choose.</summary>
    Json,

    /// <summary><c>application/graphql-response+json</c>: its status tells whether the operation was executed.</summary>
    GraphQLResponse,
}

internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string GraphQLResponse = "application/graphql-response+json";

    private const string JsonUtf8 = Json + "; charset=utf-8";
    private const string GraphQLResponseUtf8 = GraphQLResponse + "; charset=utf-8";

    /// <summary>The <c>Content-Type</c> of an answer.</summary>
    public static string ContentType(this AnswerFormat format) => format == AnswerFormat.Json ? JsonUtf8 : GraphQLResponseUtf8;
}
