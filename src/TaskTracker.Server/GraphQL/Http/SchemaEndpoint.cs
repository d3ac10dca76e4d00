using System.Security.Cryptography;
using System.Text;
using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Schema;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.Web;
using EntityTagHeaderValue = Microsoft.Net.Http.Headers.EntityTagHeaderValue;

namespace TaskTracker.Server.GraphQL.Http;

/// <summary>The schema as a file, for code generators; where Hot Chocolate serves it. It changes only with the server, hence the ETag.</summary>
internal sealed class SchemaEndpoint(ISchema schema, IntrospectionAccess introspection)
{
    private const string ContentType = "application/graphql; charset=utf-8";

    private readonly Lazy<(byte[] Text, EntityTagHeaderValue Tag)> file = new(() =>
    {
        var text = Encoding.UTF8.GetBytes(SchemaText.Of(schema));
        return (text, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(text))}\""));
    });

    public Task HandleAsync(HttpContext context)
    {
        var caller = context.Caller();
        if (introspection.IsAllowed(caller.As(Origin.GraphQL)))
        {
            return Results.File(file.Value.Text, ContentType, "schema.graphql", entityTag: file.Value.Tag).ExecuteAsync(context);
        }

        context.Response.Headers.WWWAuthenticate = caller.Challenge;
        return DoorRefusal.WriteAsync(context, new(ErrorCodes.IntrospectionNotAllowed, IntrospectionAccess.Message));
    }
}
