using GraphQL;
using TaskTracker.Core.Access;

namespace TaskTracker.Schema;

/// <summary>Tells an execution who asks: what runs an operation sets one as its user context.</summary>
/// <param name="actor">Who asks.</param>
public sealed class ActorContext(Actor actor) : Dictionary<string, object?>
{
    private Dictionary<string, Actor>? signedIn;

    /// <summary>Who asks.</summary>
    public Actor Actor => actor;

    /// <summary>Who asks at this place: below a field that signed somebody in it is they, who see there what is theirs.</summary>
    internal Actor At(IResolveFieldContext context) => signedIn?.GetValueOrDefault(context.RootName()) ?? actor;

    /// <summary>The field that is being resolved signs somebody in. Mutations of one operation run one after the other.</summary>
    internal void SignIn(IResolveFieldContext context, Identity identity) =>
        (signedIn ??= [])[context.RootName()] = Actor.Of(actor.Origin, identity, actor.Address);
}
