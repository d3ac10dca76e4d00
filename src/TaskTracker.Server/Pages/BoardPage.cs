using TaskTracker.Server.Web;

namespace TaskTracker.Server.Pages;

/// <summary>The live board at <c>/board</c>, a frontend of our GraphQL like any other. Its source is in web/board.</summary>
internal static class BoardPage
{
    private const string Path = "/board";
    private const string Folder = "board";

    public static void Map(WebApplication app)
    {
        var files = app.Services.GetRequiredService<WebFiles>();
        var file = files.PathOf(Folder, "index.html");
        var page = File.Exists(file) ? new Page(File.ReadAllText(file), new PagePolicy("style-src 'self'", "img-src 'self'")) : Page.Missing("The board");
        app.MapGet(Path, page.WriteAsync).ExcludeFromDescription();
        files.Use(app, Path, Folder, _ => { });
    }
}
