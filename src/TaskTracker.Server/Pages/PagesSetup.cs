using TaskTracker.Server.Pages.Explorer;

namespace TaskTracker.Server.Pages;

/// <summary>What people see in a browser, apart from the API documentation.</summary>
internal static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services) =>
        services.AddSingleton(WebFiles.BesideTheProgram).AddSingleton<ExplorerPage>().AddSingleton<WelcomePage>();

    public static void MapPages(this WebApplication app)
    {
        MapText(app, "/pages.css", "text/css");
        MapText(app, "/icon.svg", "image/svg+xml");
        BoardPage.Map(app);
        if (app.Services.GetRequiredService<ExplorerPage>() is { IsOffered: true } explorer)
        {
            ExplorerPage.Map(app);
            explorer.UseFiles(app);
        }
    }

    private static void MapText(IEndpointRouteBuilder routes, string path, string contentType)
    {
        var text = Page.Text(path[1..]);
        routes.MapGet(path, () => Results.Text(text, contentType)).ExcludeFromDescription();
    }
}
