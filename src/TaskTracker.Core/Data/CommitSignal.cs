namespace TaskTracker.Core.Data;

/// <summary>
/// Tells whoever follows the store that something was committed. It only wakes: what was committed is read from the store, so
/// a signal too many or too few loses nothing.
/// </summary>
public sealed class CommitSignal
{
    /// <summary>After a commit. Handlers return at once and do not throw.</summary>
    public event Action? Raised;

    /// <summary>Something was committed.</summary>
    public void Raise() => Raised?.Invoke();
}
