using TaskTracker.Core.Access;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Rest;

/// <summary>Routes that are there for somebody who may do nothing else.</summary>
internal static class PublicRoutes
{
    private static readonly Mark Public = new();

    /// <summary>The route is for everybody, whatever access says.</summary>
    public static TBuilder ForEverybody<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Public);

    /// <summary>401 to somebody who may do nothing, whatever they ask for and however wrong it is.</summary>
    public static ValueTask<object?> RefuseStrangersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Actor().Permissions == Permissions.None && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<Mark>() is null
            ? new(AccessAnswer.NotAuthenticated)
            : next(context);

    private sealed class Mark;
}
