using System.Globalization;
using GraphQL;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Http;
using TaskTracker.Server.Operations.Telemetry;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Web;

/// <summary>A refusal before any door has looked at the request, in the words of the door that it was for.</summary>
internal static class DoorRefusal
{
    public static Task WriteAsync(HttpContext context, CodedError refusal)
    {
        context.RequestServices.GetRequiredService<ServerMeters>().Refused(refusal.Definition.Name);
        if (context.Request.Path.StartsWithSegments("/graphql", StringComparison.Ordinal))
        {
            return ResponseWriter.WriteAsync(context.Response, GraphQLFormat(context.Request), new ExecutionResult(refusal));
        }

        if (refusal.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return RestAnswer.Coded(refusal.Definition.Status, refusal.Definition.Name, refusal.Message).ExecuteAsync(context);
    }

    private static AnswerFormat GraphQLFormat(HttpRequest request) =>
        AcceptHeader.Choose(request.Headers.Accept) == AnswerFormat.Json ? AnswerFormat.Json : AnswerFormat.GraphQLResponse;
}
