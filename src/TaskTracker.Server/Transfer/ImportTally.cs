using Spectre.Console;
using TaskTracker.Core.Transfer;
using TaskTracker.Server.Configuration;

namespace TaskTracker.Server.Transfer;

/// <summary>Counts what becomes of records of one kind, and tells of each that is refused.</summary>
/// <param name="what">In the plural, such as <c>tasks</c>.</param>
/// <param name="stopAtRefusal">Whether the first that is refused ends the import.</param>
/// <param name="error">Is told of them.</param>
internal sealed class ImportTally(string what, bool stopAtRefusal, TextWriter error)
{
    private readonly Dictionary<ImportOutcomeKind, int> counts = [];

    public int Refused => counts.GetValueOrDefault(ImportOutcomeKind.Refused);

    /// <summary>Such as <c>users: 998 added, 0 already here, 2 refused</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{what}: {counts.GetValueOrDefault(ImportOutcomeKind.Added):N0} added, {counts.GetValueOrDefault(ImportOutcomeKind.AlreadyHere):N0} already here, {Refused:N0} refused");

    /// <param name="where">Where the record stands, such as <c>line 7</c>.</param>
    /// <param name="outcome">What became of it.</param>
    /// <exception cref="StartupException">It was refused, and that ends the import.</exception>
    public void Count(string where, ImportOutcome outcome)
    {
        counts[outcome.Kind] = counts.GetValueOrDefault(outcome.Kind) + 1;
        if (outcome.Problem is { } problem)
        {
            Refuse($"{where}: {problem}");
        }
    }

    /// <summary>The same for a record that could not be read.</summary>
    public void CountUnreadable(string where, string problem) => Count(where, new(ImportOutcomeKind.Refused, problem));

    private void Refuse(string message)
    {
        if (stopAtRefusal)
        {
            throw new StartupException($"{message} Stopped there; what came before it stays.");
        }

        if (AnsiConsole.Profile.Out.IsTerminal)
        {
            // Above the progress bar, which the console knows of.
            AnsiConsole.WriteLine(message);
        }
        else
        {
            error.WriteLine(message);
        }
    }
}
