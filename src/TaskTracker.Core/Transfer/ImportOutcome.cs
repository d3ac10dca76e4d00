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

    /// <summary>What becomes of each record, in their order.</summary>
    /// <param name="records">The records.</param>
    /// <param name="stopAtRefusal">Whether to leave out what comes after the first that is refused; the outcomes end with it.</param>
    /// <param name="judge">Knows those that were added before.</param>
    /// <param name="add">Takes over one that is new.</param>
    internal static List<ImportOutcome> OfEach<T>(IReadOnlyList<T> records, bool stopAtRefusal, Func<T, ImportOutcome> judge, Action<T> add)
    {
        var outcomes = new List<ImportOutcome>(records.Count);
        foreach (var record in records)
        {
            var outcome = judge(record);
            outcomes.Add(outcome);
            if (outcome.Kind == ImportOutcomeKind.Added)
            {
                add(record);
            }
            else if (stopAtRefusal && outcome.Kind == ImportOutcomeKind.Refused)
            {
                break;
            }
        }

        return outcomes;
    }
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
