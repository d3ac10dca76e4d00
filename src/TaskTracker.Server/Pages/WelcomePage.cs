using Microsoft.Net.Http.Headers;
using TaskTracker.Core.Access;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.Pages.Explorer;
using TaskTracker.Server.Rest;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Pages;

/// <summary>What somebody at a browser finds at <c>/</c>, where programs get JSON as the legacy server's did.</summary>
internal sealed class WelcomePage(ExplorerPage explorer, IntrospectionAccess introspection)
{
    private const string ToExplorer = """<li><a href="/graphql">GraphQL, to try out</a>The schema and what you ask of it, in Banana Cake Pop.</li>""";
    private const string ToSchema = """<li><a href="/graphql/schema.graphql">The GraphQL schema</a>As a file, for code generators.</li>""";

    // A link carries no token.
    private const string OnSchema = """<li><b>The GraphQL schema</b>At <code>/graphql/schema.graphql</code>, for programs that send an access token or an API key.</li>""";

    private readonly Page page = new(
        Page.Text("welcome.html")
            .Replace("{{version}}", WelcomeEndpoint.Version, StringComparison.Ordinal)
            .Replace("{{explorer}}", explorer.IsOffered ? ToExplorer : "", StringComparison.Ordinal)
            .Replace("{{schema}}", introspection.IsAllowed(Actor.Anonymous(Origin.GraphQL, AnonymousAccess.None)) ? ToSchema : OnSchema, StringComparison.Ordinal),
        new PagePolicy("script-src 'none'", "connect-src 'none'", "style-src 'self'", "img-src 'self'"));

    /// <summary>Goes before the endpoint that answers programs.</summary>
    public async ValueTask<object?> AnswerBrowsersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.Vary = HeaderNames.Accept;
        if (!context.HttpContext.Request.AsksForPage())
        {
            return await next(context);
        }

        await page.WriteAsync(context.HttpContext);
        return Results.Empty;
    }
}
