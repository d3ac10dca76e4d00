using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using TaskTracker.Core.Changes;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>The API documentation.</summary>
internal static class DocumentationSetup
{
    public static IServiceCollection AddDocumentation(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer().AddSingleton<OpenApiDocumentSource>().AddSwaggerGen(options =>
        {
            options.SwaggerDoc(OpenApiDocumentSource.Name, new()
            {
                Title = "Task Tracker API",
                Version = WelcomeEndpoint.Version,
                Description = "Users and their tasks. Errors are JSON with a `detail`. Paths are exact: the other form of a trailing slash is redirected with 307.",
                License = new() { Name = "MIT", Identifier = "MIT" },
            });
            options.AddServer(new() { Url = "/", Description = "This server" });
            options.SupportNonNullableReferenceTypes();
            options.IncludeXmlComments(typeof(Schemas).Assembly);
            options.OperationFilter<NotedOperations>();
            options.DocumentFilter<DocumentFrame>();
        });
        services.AddOptions<SwaggerGenOptions>().Configure<StatusNames>((options, names) => options.MapType<TaskStatus>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. names.All.Select(name => JsonValue.Create(name))],
            Description = "Where a task stands. Requests may spell it in any case.",
        }));
        services.Configure<SwaggerGenOptions>(options => options.MapType<TaskChangeKind>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Enum = [.. ChangeNames.Kinds.Select(name => JsonValue.Create(name))],
            Description = "What kind of change it is.",
        }));
        return services;
    }

    /// <summary>The scripts, styles and images of the two pages. The pages are ours: those in the packages load from the internet.</summary>
    public static void UseDocumentationAssets(this IApplicationBuilder app) => app.UseWhen(
        context => context.GetEndpoint() is null && !context.Request.Path.Value!.EndsWith("/index.html", StringComparison.Ordinal),
        assets =>
        {
            assets.UseSwaggerUI(options => options.RoutePrefix = "docs");
            assets.UseReDoc(options => options.RoutePrefix = "redoc");
        });
}
