using TaskTracker.Core.Access;

namespace TaskTracker.Schema;

/// <summary>Tells an execution who asks: what runs an operation sets one as its user context.</summary>
/// <param name="actor">Who asks.</param>
public sealed class ActorContext(Actor actor) : Dictionary<string, object?>
{
    /// <summary>Who asks.</summary>
    public Actor Actor => actor;
}
