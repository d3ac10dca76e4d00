using System.Text;
using GraphQL;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Json;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.GraphQL.Http;

/// <summary>A request in the parameters of a GET.</summary>
internal static class QueryString
{
    /// <exception cref="CodedError">The parameters are not a request.</exception>
    public static GraphQLRequest Read(HttpRequest request)
    {
        if (request.QueryString.Value is { } escaped && escaped.Contains('%') && !Escaped.IsUtf8(Encoding.UTF8.GetBytes(escaped)))
        {
            throw new CodedError(ErrorCodes.BadRequest, "The query string is not UTF-8. Encode each character as UTF-8 before it is escaped.");
        }

        var parameters = request.Query;
        return RequestReader.Request(
            Single(parameters, "query"), Single(parameters, "documentId") ?? Single(parameters, "id"), Single(parameters, "operationName"), Inputs(parameters, "variables"), Inputs(parameters, "extensions"));
    }

    private static string? Single(IQueryCollection parameters, string name)
    {
        var values = parameters[name];
        return values.Count <= 1 ? values : throw new CodedError(ErrorCodes.BadRequest, $"'{name}' is given {values.Count} times. Give it once.");
    }

    private static Inputs Inputs(IQueryCollection parameters, string name) =>
        RequestReader.ReadInputs(Encoding.UTF8.GetBytes(Single(parameters, name) ?? ""), name);
}
