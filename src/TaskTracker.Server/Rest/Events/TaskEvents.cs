using System.Collections.Concurrent;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.LiveChanges;

namespace TaskTracker.Server.Rest.Events;

/// <summary>The change log as events of this door.</summary>
internal sealed class TaskEvents(ChangeFollower follower, SharedFollowings followings, TaskReader tasks, StatusNames names)
{
    // One for each of the few ways of seeing a change.
    private readonly ConcurrentDictionary<Permissions, TaskEventFactory> factories = new();

    /// <summary>The events of what is followed, some at a time. A refusal, if any, is the last that comes.</summary>
    public IAsyncEnumerable<Result<ChangeEvent[]>> RunAsync(Following following, ChangeFilter filter, Actor actor)
    {
        var sight = actor.Permissions & AccessRules.Sight;
        var factory = factories.GetOrAdd(sight, _ => new(follower, tasks, names, new Actor(Origin.Rest, sight)));
        return followings.FollowAsync(following, $"{sight} {filter.Key()}", factory, CancellationToken.None);
    }
}
