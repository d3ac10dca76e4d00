using TaskTracker.Core.Changes;

namespace TaskTracker.Server.LiveChanges;

/// <summary>Makes what subscribers are told of a change. One object for all who are told the same.</summary>
internal abstract class EventFactory
{
    /// <summary>Several wait for what comes of it, so nobody's cancellation ends it.</summary>
    /// <exception cref="Exception">The store is in trouble: what the store throws, or <see cref="StoreInTroubleException"/>.</exception>
    public abstract Task<ChangeEvent> MakeAsync(TaskChange change);
}
