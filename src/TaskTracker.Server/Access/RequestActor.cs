using TaskTracker.Core.Access;

namespace TaskTracker.Server.Access;

/// <summary>Who sent a REST request; the schema decides it for GraphQL, in the place of the same name.</summary>
internal static class RequestActor
{
    public static Actor Actor(this HttpContext context) => new(Origin.Rest);
}
