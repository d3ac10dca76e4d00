using TaskTracker.Core.Access;

namespace TaskTracker.Server.Accounts;

/// <summary>Who sent a request, once <see cref="Authentication"/> has looked at it.</summary>
internal static class RequestActor
{
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("Authentication comes before whatever asks who somebody is.");

    /// <summary>Who sent a REST request.</summary>
    public static Actor Actor(this HttpContext context) => context.Caller().As(Origin.Rest);
}
