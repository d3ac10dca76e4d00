using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace TaskTracker.Server.Pages;

/// <summary>What the build made of npm packages (web/Web.targets), in a folder beside the program; nothing where it had no npm.</summary>
/// <param name="folder">Has a folder for each page.</param>
internal sealed class WebFiles(string folder)
{
    /// <summary>Where a build puts them.</summary>
    public static WebFiles BesideTheProgram { get; } = new(Path.Combine(AppContext.BaseDirectory, "web"));

    /// <summary>Where a file of a page would be.</summary>
    public string PathOf(string page, string file = "") => Path.Combine(folder, page, file);

    /// <summary>Answers GET below a path with a page's files.</summary>
    /// <param name="app">Every request that no endpoint was found for.</param>
    /// <param name="requestPath">Such as <c>/board</c>.</param>
    /// <param name="page">The page's folder.</param>
    /// <param name="prepare">Adds headers.</param>
    public void Use(WebApplication app, string requestPath, string page, Action<HttpContext> prepare)
    {
        if (!Directory.Exists(PathOf(page)))
        {
            return;
        }

        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = requestPath,
            FileProvider = new PhysicalFileProvider(PathOf(page)),
            // Licences have no extension.
            ServeUnknownFileTypes = true,
            DefaultContentType = "text/plain; charset=utf-8",
            OnPrepareResponse = file =>
            {
                // A new version of the program brings new files by the same names; browsers ask each time, and mostly hear 304.
                file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
                prepare(file.Context);
            },
        });
    }
}
