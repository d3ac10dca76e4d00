using TaskTracker.Core;
using TaskTracker.Core.Transfer;

namespace TaskTracker.Server.Transfer;

/// <summary>Gathers records and saves so many at once: long enough to share a commit, short enough for a running server's writes to come between.</summary>
/// <param name="save">Saves some, and says what became of each.</param>
/// <param name="tally">Is told what became of each.</param>
/// <param name="refused">Is told of each that is refused.</param>
internal sealed class ImportBatch<T>(
    Func<IReadOnlyList<T>, Task<Result<IReadOnlyList<ImportOutcome>>>> save, ImportTally tally, Action<T>? refused = null)
{
    private const int Size = 500;

    private readonly List<(string Where, T Record)> records = [];

    /// <param name="where">Where the record stands, such as <c>line 7</c>.</param>
    /// <param name="read">Makes the record.</param>
    public async Task AddAsync(string where, Func<T> read)
    {
        try
        {
            records.Add((where, read()));
        }
        catch (FormatException exception)
        {
            // In their order: who stops at a refusal has everything before it, and nothing after.
            await FlushAsync();
            tally.CountUnreadable(where, exception.Message);
        }

        if (records.Count == Size)
        {
            await FlushAsync();
        }
    }

    /// <summary>Saves what has been gathered.</summary>
    public async Task FlushAsync()
    {
        if (records.Count == 0)
        {
            return;
        }

        var saved = await save(records.ConvertAll(record => record.Record));
        // Somebody on the server's machine is not refused.
        foreach (var (record, outcome) in records.Zip(saved.Value!))
        {
            tally.Count(record.Where, outcome);
            if (outcome.Kind == ImportOutcomeKind.Refused)
            {
                refused?.Invoke(record.Record);
            }
        }

        records.Clear();
    }
}
