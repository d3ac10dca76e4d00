namespace TaskTracker.Core.Data;

/// <summary>What the store remembers of itself: one row.</summary>
public sealed class StoreState
{
    /// <summary>The only row's key.</summary>
    public const int OnlyId = 1;

    /// <summary>Always <see cref="OnlyId"/>.</summary>
    public int Id { get; set; } = OnlyId;

    /// <summary>32 random bytes that seal cursors, so that a forged one or one of another store is told apart.</summary>
    public byte[] CursorKey { get; set; } = [];

    /// <summary>One more with every change to what somebody may do; see <see cref="Accounts.AccessEpochs"/>.</summary>
    public long AccessEpoch { get; set; }

    /// <summary>The newest change that was removed from the log: it can be followed from here on. 0 while everything is there.</summary>
    public long PrunedTo { get; set; }
}
