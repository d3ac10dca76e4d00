namespace TaskTracker.Core.Transfer;

/// <summary>What became of one record of an import.</summary>
/// <param name="Kind">In one word.</param>
/// <param name="Problem">Why it was refused, in a sentence; null otherwise.</param>
public sealed record ImportOutcome(ImportOutcomeKind Kind, string? Problem = null)
{
    internal static readonly ImportOutcome Added = new(ImportOutcomeKind.Added);

    internal static readonly ImportOutcome AlreadyHere = new(ImportOutcomeKind.AlreadyHere);

    internal static ImportOutcome Refused(IEnumerable<Failure> failures) => Refused(string.Join(' ', failures.Select(failure => failure.Message)));

    internal static ImportOutcome Refused(string problem) => new(ImportOutcomeKind.Refused, problem);
}

/// <summary>What became of a record.</summary>
public enum ImportOutcomeKind
{
    /// <summary>It is new here.</summary>
    Added,

    /// <summary>It was here, and stays as it is, whatever has changed since on either side.</summary>
    AlreadyHere,

    /// <summary>It breaks a rule, or its id or name is somebody else's here.</summary>
    Refused,
}
