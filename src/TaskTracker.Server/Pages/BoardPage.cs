using TaskTracker.Core.Accounts;
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
        var page = File.Exists(file) ? Make(File.ReadAllText(file), app.Services.GetRequiredService<AccountSettings>()) : Page.Missing("The board");
        app.MapGet(Path, page.WriteAsync).ExcludeFromDescription();
        files.Use(app, Path, Folder, _ => { });
    }

    // What only the operator knows goes with the page: a form that is always refused is not offered.
    private static Page Make(string html, AccountSettings settings) =>
        new(html.Replace("{{sign-up}}", settings.SignUpIsOpen ? "open" : "closed", StringComparison.Ordinal), new PagePolicy("style-src 'self'", "img-src 'self'"));
}
