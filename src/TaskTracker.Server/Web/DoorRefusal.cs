using GraphQL;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Http;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Web;

/// <summary>A refusal before any door has looked at the request, in the words of the door that it was for.</summary>
internal static class DoorRefusal
{
    public static Task WriteAsync(HttpContext context, CodedError refusal) =>
        context.Request.Path.StartsWithSegments("/graphql", StringComparison.Ordinal)
            ? ResponseWriter.WriteAsync(context.Response, GraphQLFormat(context.Request), new ExecutionResult(refusal))
            : new JsonAnswer(refusal.Definition.Status, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("detail", refusal.Message);
                writer.WriteString("code", refusal.Definition.Name);
                writer.WriteEndObject();
            }).ExecuteAsync(context);

    private static AnswerFormat GraphQLFormat(HttpRequest request) =>
        AcceptHeader.Choose(request.Headers.Accept) == AnswerFormat.Json ? AnswerFormat.Json : AnswerFormat.GraphQLResponse;
}
