using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TaskTracker.Server.GraphQL;
using TaskTracker.Server.Web;

namespace TaskTracker.Server.Pages.Explorer;

/// <summary>Banana Cake Pop, with which people explore the schema in their browser: at <c>/graphql</c>, its files below it.</summary>
internal sealed class ExplorerPage
{
    /// <summary>
    /// It makes functions of JSON schemas, writes styles of its own, and runs its own files as workers. It has ways to its maker, which stay
    /// closed as everything that is not named.
    /// </summary>
    public static readonly PagePolicy Policy = new("script-src 'self' 'unsafe-eval'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self' data:", "worker-src 'self' blob:");

    private const string Folder = "explorer";

    private readonly WebFiles files;
    private readonly Page page;

    public ExplorerPage(IOptions<GraphQLOptions> options, IHostEnvironment environment, WebFiles files)
    {
        this.files = files;
        IsOffered = options.Value.Explorer ?? environment.IsDevelopment();
        page = File.Exists(files.PathOf(Folder, "asset-manifest.json")) ? Make(files) : Page.Missing("The explorer");
    }

    /// <summary>Whether the operator wants people to have it.</summary>
    public bool IsOffered { get; }

    /// <summary>Whether somebody at a browser comes to explore. Who brings an operation wants its result, with any browser.</summary>
    public bool IsAskedFor(HttpRequest request) => IsOffered && !request.QueryString.HasValue && request.AsksForPage();

    public Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        return page.WriteAsync(context);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var configuration = JsonSerializer.SerializeToUtf8Bytes(new
        {
            useBrowserUrlAsEndpoint = true,
            disableTelemetry = true,
            graphQLDocument = Page.Text("welcome.graphql"),
        });
        routes.MapGet("/graphql/bcp-config.json", () => Results.Bytes(configuration, "application/json")).ExcludeFromDescription();
        routes.MapGet("/graphql/start.js", () => Results.Text(Page.Text("start.js"), "text/javascript")).ExcludeFromDescription();
    }

    public void UseFiles(WebApplication app) => files.Use(app, "/graphql", Folder, context => Policy.ApplyTo(context.Response.Headers));

    // Its own page stands at the root of a site. The names of its files change with its version.
    private static Page Make(WebFiles files)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(files.PathOf(Folder, "asset-manifest.json")))!;
        var links = manifest["entrypoints"]!.AsArray().Select(file => file!.GetValue<string>()).Select(file => file.EndsWith(".css", StringComparison.Ordinal)
            ? $"""<link rel="stylesheet" href="/graphql/{file}">"""
            : $"""<script defer src="/graphql/{file}"></script>""");
        return new(Page.Text("explorer.html").Replace("{{links}}", string.Join("\n    ", links), StringComparison.Ordinal), Policy);
    }
}
