using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>What belongs to the document as a whole.</summary>
internal sealed class DocumentFrame(EndpointDataSource endpoints) : IDocumentFilter
{
    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        swaggerDoc.Components ??= new();
        swaggerDoc.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["password"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "Signs in with a username and a password.",
                Flows = new() { Password = new() { TokenUrl = new("/token", UriKind.Relative), RefreshUrl = new("/token/refresh", UriKind.Relative), Scopes = new Dictionary<string, string>() } },
            },
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An access token, or an API key (`tt_…`).",
            },
        };
        // One of the two, or, as the empty requirement says, neither: where anonymous access is open, nobody needs to sign in.
        swaggerDoc.Security =
        [
            new() { [new("password", swaggerDoc)] = [] },
            new() { [new("bearer", swaggerDoc)] = [] },
            new(),
        ];
        swaggerDoc.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Tasks", Description = "Pieces of work, each assigned to one user." },
            new() { Name = "Users", Description = "Those whom tasks are assigned to." },
            new() { Name = "Accounts", Description = "Signing in, and whoever is signed in." },
            new() { Name = "Server", Description = "The server itself." },
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
