using GraphQL.Execution;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Http;

namespace TaskTracker.Server.GraphQL;

/// <summary>The GraphQL door. The schema behind it is the <c>ISchema</c> that is registered.</summary>
internal static class GraphQLSetup
{
    public static IServiceCollection AddTrackerGraphQL(this IServiceCollection services)
    {
        services.AddOptions<GraphQLOptions>().BindConfiguration(GraphQLOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IDocumentBuilder, DocumentParser>();
        return services
            .AddSingleton<DocumentCache>()
            .AddSingleton<DefectReporter>()
            .AddSingleton<GraphQLExecutor>()
            .AddSingleton<GraphQLEndpoint>();
    }

    /// <summary>GraphQL at <c>/graphql</c>, every method; the endpoint answers those that it does not serve with 405.</summary>
    public static void MapTrackerGraphQL(this IEndpointRouteBuilder routes) =>
        routes.Map("/graphql", (RequestDelegate)(context => context.RequestServices.GetRequiredService<GraphQLEndpoint>().HandleAsync(context)))
            // The endpoint counts bytes itself, by its own setting.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithDisplayName("GraphQL");
}
