using GraphQL.Execution;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskTracker.Server.GraphQL.Costs;
using TaskTracker.Server.GraphQL.Documents;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.EventStreams;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Http;
using TaskTracker.Server.GraphQL.Subscriptions;
using TaskTracker.Server.GraphQL.WebSockets;
using TaskTracker.Server.Pages.Explorer;

namespace TaskTracker.Server.GraphQL;

/// <summary>The GraphQL door. The schema behind it is the <c>ISchema</c> that is registered.</summary>
internal static class GraphQLSetup
{
    public static IServiceCollection AddTrackerGraphQL(this IServiceCollection services)
    {
        services.AddOptions<GraphQLOptions>().BindConfiguration(GraphQLOptions.Section);
        services.TryAddSingleton<IDocumentBuilder, DocumentParser>();
        return services
            .AddSingleton<DocumentCache>()
            .AddSingleton<TrustedDocuments>()
            .AddSingleton<RequestedDocuments>()
            .AddSingleton<IntrospectionAccess>()
            .AddSingleton<CostAnalysis>()
            .AddSingleton<DefectReporter>()
            .AddSingleton<RefusalLog>()
            .AddSingleton<GraphQLExecutor>()
            .AddSingleton<Subscriber>()
            .AddSingleton<GraphQLEventStream>()
            .AddSingleton<OpenSockets>()
            .AddSingleton<OperationRunner>()
            .AddSingleton<WebSocketEndpoint>()
            .AddSingleton<GraphQLEndpoint>()
            .AddSingleton<SchemaEndpoint>()
            .AddHostedService<SchemaCheck>()
            .AddHostedService(services => services.GetRequiredService<TrustedDocuments>());
    }

    /// <summary>
    /// GraphQL at <c>/graphql</c>, every method; the endpoint answers those that it does not serve with 405, and a handshake opens a
    /// WebSocket. Somebody at a browser gets the explorer. The schema's text is at
    /// <c>/graphql/schema.graphql</c> and, as Hot Chocolate's clients ask for it, at <c>/graphql?sdl</c>.
    /// </summary>
    public static void MapTrackerGraphQL(this IEndpointRouteBuilder routes)
    {
        var graphQL = routes.ServiceProvider.GetRequiredService<GraphQLEndpoint>();
        var schema = routes.ServiceProvider.GetRequiredService<SchemaEndpoint>();
        var explorer = routes.ServiceProvider.GetRequiredService<ExplorerPage>();
        var sockets = routes.ServiceProvider.GetRequiredService<WebSocketEndpoint>();
        routes.Map("/graphql", context =>
                context.WebSockets.IsWebSocketRequest ? sockets.HandleAsync(context)
                : AsksForSchema(context.Request) ? schema.HandleAsync(context)
                : explorer.IsAskedFor(context.Request) ? explorer.WriteAsync(context)
                : graphQL.HandleAsync(context))
            // The endpoint counts bytes itself, by its own setting.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithDisplayName("GraphQL");
        routes.MapMethods("/graphql/schema.graphql", [HttpMethods.Get, HttpMethods.Head], schema.HandleAsync).WithDisplayName("GraphQL schema");
    }

    private static bool AsksForSchema(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.QueryString.HasValue && request.Query.ContainsKey("sdl");
}
