using TaskTracker.Core.Access;

namespace TaskTracker.Server.Access;

/// <summary>Who sent a request; the one place that decides it.</summary>
internal static class RequestActor
{
    public static Actor Actor(this HttpContext context) => new(Origin.Rest);
}
