using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>What belongs to the document as a whole.</summary>
internal sealed class DocumentFrame(EndpointDataSource endpoints) : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        // An empty requirement: nobody needs to sign in.
        swaggerDoc.Security = [new OpenApiSecurityRequirement()];
        swaggerDoc.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Server", Description = "The server itself." },
            new() { Name = "Users", Description = "Those whom tasks are assigned to." },
            new() { Name = "Tasks", Description = "Pieces of work, each assigned to one user." },
        };
        swaggerDoc.Paths = PathsAsMapped(swaggerDoc.Paths);
        foreach (var schema in swaggerDoc.Components!.Schemas!.Values.OfType<OpenApiSchema>())
        {
            // Unknown fields are ignored in requests, and answers may gain some.
            schema.AdditionalPropertiesAllowed = true;
        }
    }

    // The generator drops trailing slashes, which make a difference here.
    private OpenApiPaths PathsAsMapped(OpenApiPaths generated)
    {
        var mapped = new OpenApiPaths();
        foreach (var path in endpoints.Endpoints.OfType<RouteEndpoint>().Select(endpoint => endpoint.RoutePattern.RawText ?? ""))
        {
            if (generated.TryGetValue(path == "/" ? path : path.TrimEnd('/'), out var item))
            {
                mapped.TryAdd(path, item);
            }
        }

        return mapped;
    }
}
