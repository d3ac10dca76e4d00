using TaskTracker.Core.Changes;

namespace TaskTracker.Schema.Changes;

/// <summary>
/// What a subscription follows. Run the operation with one as its root value: if <see cref="Filter"/> is set afterwards, the
/// operation is a subscription that can be followed, and its result is to be ignored; otherwise the result says why not.
/// </summary>
public sealed class ChangeSubscription
{
    /// <summary>Which changes it wants.</summary>
    public ChangeFilter? Filter { get; set; }

    /// <summary>The cursor to begin after; null to begin now.</summary>
    public string? After { get; set; }

    /// <summary>The cursor to end after; null to go on.</summary>
    public string? Until { get; set; }
}
