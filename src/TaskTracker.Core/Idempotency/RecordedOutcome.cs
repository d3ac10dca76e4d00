namespace TaskTracker.Core.Idempotency;

/// <summary>What came of a write that a client named, saved in the write's own transaction.</summary>
public sealed class RecordedOutcome
{
    /// <summary>Whose key it is: a user's id; 0 for everybody who has not signed in.</summary>
    public int Scope { get; set; }

    /// <summary>The key.</summary>
    public string Key { get; set; } = "";

    /// <summary>See <see cref="Attempt.Place"/>.</summary>
    public string Place { get; set; } = "";

    /// <summary>See <see cref="Attempt.Fingerprint"/>.</summary>
    public byte[] Fingerprint { get; set; } = [];

    /// <summary>The result as <see cref="OutcomeText"/> writes it.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>When. UTC, whole microseconds.</summary>
    public DateTime At { get; set; }
}
