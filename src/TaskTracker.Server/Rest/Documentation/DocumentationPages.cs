using System.Reflection;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>/openapi.json and the pages that show it. Everything they load comes from this server.</summary>
internal static class DocumentationPages
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly PagePolicy SwaggerPolicy = new("style-src 'self'", "img-src 'self' data:");

    // ReDoc adds an empty style element and fills it by script; the hash is that of nothing. It searches in a worker.
    private static readonly PagePolicy ReDocPolicy = new(
        "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='", "img-src 'self' data:", "font-src data:", "worker-src blob:");

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/openapi.json", Methods, (OpenApiDocumentSource document) => Results.Bytes(document.Json, "application/json")).ExcludeFromDescription().ForEverybody();
        routes.MapPage("/docs", "docs.html", "text/html; charset=utf-8").WithMetadata(SwaggerPolicy);
        routes.MapPage("/docs/start.js", "docs.js", "text/javascript; charset=utf-8");
        routes.MapPage("/redoc", "redoc.html", "text/html; charset=utf-8").WithMetadata(ReDocPolicy);
        routes.MapPage("/redoc/start.js", "redoc.js", "text/javascript; charset=utf-8");
    }

    private static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder routes, string path, string resource, string contentType)
    {
        var page = Read(resource);
        return routes.MapMethods(path, Methods, () => Results.Bytes(page, contentType)).ExcludeFromDescription().ForEverybody();
    }

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Documentation.{resource}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
