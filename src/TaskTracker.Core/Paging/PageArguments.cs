namespace TaskTracker.Core.Paging;

/// <summary>Which page a caller asks for, as in Relay's connections.</summary>
/// <param name="First">The first so many rows, 0 to <see cref="MaximumSize"/>.</param>
/// <param name="After">Only rows after this cursor.</param>
/// <param name="Last">The last so many rows, instead of <paramref name="First"/>.</param>
/// <param name="Before">Only rows before this cursor.</param>
public sealed record PageArguments(int? First = null, string? After = null, int? Last = null, string? Before = null)
{
    /// <summary>How many rows a page has when the caller does not say.</summary>
    public const int DefaultSize = 50;

    /// <summary>Most rows of a page.</summary>
    public const int MaximumSize = 100;

    /// <summary>Whether the page is counted from the end.</summary>
    public bool IsBackward => Last is not null;

    /// <summary>How many rows are wanted.</summary>
    public int Size => First ?? Last ?? DefaultSize;

    /// <summary>What is wrong with the arguments, cursors aside; null when nothing is.</summary>
    public InvalidPage? Check()
    {
        if (First is not null && Last is not null)
        {
            return new("Give 'first' or 'last', not both.");
        }

        var name = IsBackward ? "last" : "first";
        return Size < 0 ? new($"'{name}' must not be negative.")
            : Size > MaximumSize ? new($"'{name}' must be at most {MaximumSize}. Read further pages with a cursor.")
            : null;
    }
}
