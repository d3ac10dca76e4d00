using System.Globalization;

namespace TaskTracker.Benchmarks.Reports;

/// <summary>A table that is printed row by row, as soon as each is known.</summary>
internal sealed class MarkdownTable
{
    private readonly TextWriter output;

    public MarkdownTable(TextWriter output, params string[] columns)
    {
        this.output = output;
        Write(columns);
        Write(columns.Select((_, i) => i == 0 ? "---" : "--:"));
    }

    public void Add(string name, params FormattableString[] cells) => Write([name, .. cells.Select(cell => cell.ToString(CultureInfo.InvariantCulture))]);

    private void Write(IEnumerable<string> cells) => output.WriteLine($"| {string.Join(" | ", cells)} |");
}
