using TaskTracker.Server.Rest.Documentation;

namespace TaskTracker.Server.Rest;

/// <summary>The REST door: the routes of the legacy API. A request goes from an endpoint to one of Core's use cases or readers.</summary>
internal static class RestSetup
{
    public static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.AddOptions<RestOptions>().BindConfiguration(RestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<StatusNames>().AddDocumentation();
    }

    public static void MapRest(this WebApplication app)
    {
        app.UseMiddleware<LegacyPaths>();
        app.UseDocumentationAssets();
        var routes = app.MapGroup("").WithLegacyPath();
        routes.MapWelcome();
        routes.MapUsers();
        routes.MapTasks();
        routes.MapDocumentation();
    }
}
