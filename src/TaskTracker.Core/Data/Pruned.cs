namespace TaskTracker.Core.Data;

/// <summary>What one batch of removing old rows did.</summary>
/// <param name="Removed">How many rows.</param>
/// <param name="IsMore">Whether to go on: the batch was full.</param>
public sealed record Pruned(int Removed, bool IsMore);
