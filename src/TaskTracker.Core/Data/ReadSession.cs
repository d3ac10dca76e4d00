namespace TaskTracker.Core.Data;

/// <summary>A context lent to one reader; disposing it gives it back.</summary>
/// <param name="context">Does not track what it reads.</param>
/// <param name="giveBack">Takes the context back.</param>
public readonly struct ReadSession(TrackerDbContext context, Action<TrackerDbContext> giveBack) : IDisposable
{
    /// <summary>The context.</summary>
    public TrackerDbContext Context { get; } = context;

    /// <inheritdoc/>
    public void Dispose() => giveBack(Context);
}
