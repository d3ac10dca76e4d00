using TaskTracker.Server.Pages;
using TaskTracker.Server.Rest.Accounts;
using TaskTracker.Server.Rest.Documentation;
using TaskTracker.Server.Rest.Events;

namespace TaskTracker.Server.Rest;

/// <summary>The REST door: the routes of the legacy API, and the change log as an event stream. A request goes from an endpoint to one of Core's use cases or readers.</summary>
internal static class RestSetup
{
    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.AddOptions<RestOptions>().BindConfiguration(RestOptions.Section);
        return services.AddSingleton<StatusNames>().AddSingleton<TaskEvents>().AddDocumentation();
    }

    public static void MapRest(this WebApplication app)
    {
        app.UseMiddleware<LegacyPaths>();
        app.UseDocumentationAssets();
        var routes = app.MapGroup("").WithLegacyPath().AddEndpointFilter(PublicRoutes.RefuseStrangersAsync);
        routes.MapWelcome(app.Services.GetRequiredService<WelcomePage>());
        routes.MapTokens();
        routes.MapProfile();
        routes.MapUsers();
        routes.MapTasks();
        routes.MapTaskEvents();
        routes.MapDocumentation();
    }
}
