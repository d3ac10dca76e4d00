using System.Reflection;

namespace TaskTracker.Server.Rest.Documentation;

/// <summary>/openapi.json and the pages that show it. Everything they load comes from this server.</summary>
internal static class DocumentationPages
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/openapi.json", Methods, (OpenApiDocumentSource document) => Results.Bytes(document.Json, "application/json")).ExcludeFromDescription().ForEverybody();
        routes.MapPage("/docs", "docs.html", "text/html; charset=utf-8");
        routes.MapPage("/docs/start.js", "docs.js", "text/javascript; charset=utf-8");
        routes.MapPage("/redoc", "redoc.html", "text/html; charset=utf-8");
        routes.MapPage("/redoc/start.js", "redoc.js", "text/javascript; charset=utf-8");
    }

    private static void MapPage(this IEndpointRouteBuilder routes, string path, string resource, string contentType)
    {
        var page = Read(resource);
        routes.MapMethods(path, Methods, () => Results.Bytes(page, contentType)).ExcludeFromDescription().ForEverybody();
    }

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Documentation.{resource}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
