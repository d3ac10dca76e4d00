using System.Reflection;
using TaskTracker.Server.Pages;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Documentation;

namespace TaskTracker.Server.Rest;

/// <summary>What stands at the root: that the server lives, and where to read on.</summary>
internal static class WelcomeEndpoint
{
    /// <summary>The server's version, without the commit.</summary>
    public static string Version { get; } =
        typeof(WelcomeEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void MapWelcome(this IEndpointRouteBuilder routes, WelcomePage page) => routes.MapGet("/", () => new JsonAnswer(StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("message", "Welcome to the Task Tracker API");
        writer.WriteString("status", "ok");
        writer.WriteString("version", Version);
        writer.WriteString("docs", "/docs");
        writer.WriteString("redoc", "/redoc");
        writer.WriteString("openapi", "/openapi.json");
        writer.WriteEndObject();
    }))
        .Documented("getWelcome", "Server", "Welcome", "Says that the server lives, and where to read on.")
        .AnswersWith<Schemas.Welcome>()
        .RefusesOnlyLongHeaders()
        .AddEndpointFilter(page.AnswerBrowsersAsync)
        .ForEverybody();
}
