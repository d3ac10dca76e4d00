using System.Globalization;
using System.Text;

namespace TaskTracker.Core.Users;

/// <summary>What stands before the @-sign: words of letters, digits and some signs, with single periods between them.</summary>
internal static class EmailLocalPart
{
    /// <summary>What RFC 5322 allows in an atom besides letters and digits.</summary>
    public const string Signs = "!#$%&'*+-/=?^_`{|}~";

    // RFC 5321, 4.5.3.1.1.
    private const int MaximumLength = 64;

    public static EmailPart Parse(string text)
    {
        // Two ways to write an accented letter are one address.
        var part = TextRules.Normalize(text, NormalizationForm.FormC);
        return FaultOf(part) is { } fault ? (null, fault) : (part, null);
    }

    private static string? FaultOf(string part)
    {
        var excess = TextRules.Length(part) - MaximumLength;
        var bad = part.EnumerateRunes().Where(rune => rune.Value != '.' && !IsAllowed(rune)).ToList();
        return part.Length == 0 ? "There must be something before the @-sign."
            : excess > 0 ? $"The email address is too long before the @-sign ({excess} character{(excess == 1 ? "" : "s")} too many)."
            : bad.Count > 0 ? $"The email address contains invalid characters before the @-sign: {EmailCharacters.List(bad)}."
            : part.EndsWith('.') ? "An email address cannot have a period immediately before the @-sign."
            : part.StartsWith('.') ? "An email address cannot start with a period."
            : part.Contains("..", StringComparison.Ordinal) ? "An email address cannot have two periods in a row."
            : EmailCharacters.IsMark(Rune.GetRuneAt(part, 0)) ? "An email address cannot start with a combining character."
            : null;
    }

    private static bool IsAllowed(Rune rune) => rune.IsAscii
        ? Rune.IsLetterOrDigit(rune) || Signs.Contains((char)rune.Value)
        : EmailCharacters.IsVisible(rune);
}

/// <summary>Characters in addresses.</summary>
internal static class EmailCharacters
{
    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Not a space, a control or something unassigned, which could make two addresses look the same.</summary>
    public static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>Characters as a message shows them: each once, in order, the invisible ones by their number.</summary>
    public static string List(IEnumerable<Rune> runes) => string.Join(", ", runes.Distinct().Order().Select(Show));

    private static string Show(Rune rune) => rune.Value switch
    {
        ' ' => "SPACE",
        '\'' => "\"'\"",
        _ when IsVisible(rune) => $"'{rune}'",
        _ => $"U+{rune.Value:X4}",
    };
}
