using System.Buffers;
using System.Globalization;
using System.Text;

namespace TaskTracker.Core.Search;

/// <summary>Walks the words of a folded text, one <see cref="MoveNext"/> a word.</summary>
/// <param name="folded">From <see cref="SearchCharacters.Fold"/>.</param>
internal ref struct WordCutter(ReadOnlySpan<char> folded)
{
    private ReadOnlySpan<char> rest = folded;
    private bool afterWhole;

    private enum Kind
    {
        Separator,

        /// <summary>A letter or digit: part of a longer word.</summary>
        Part,

        /// <summary>A word by itself.</summary>
        Whole,
    }

    /// <summary>The word.</summary>
    public ReadOnlySpan<char> Word { get; private set; }

    /// <summary>Whether this word and the one before are characters that are words by themselves, such as Chinese ones or emoji, with nothing between.</summary>
    public bool FollowsDirectly { get; private set; }

    public bool MoveNext()
    {
        Word = default;
        while (!rest.IsEmpty)
        {
            var kind = KindOfNext(out var length);
            if (kind == Kind.Part)
            {
                Word = TakeRun(length);
                (FollowsDirectly, afterWhole) = (false, false);
                return true;
            }

            var character = rest[..length];
            rest = rest[length..];
            if (kind == Kind.Whole)
            {
                Word = character;
                (FollowsDirectly, afterWhole) = (afterWhole, true);
                return true;
            }

            afterWhole = false;
        }

        return false;
    }

    private ReadOnlySpan<char> TakeRun(int length)
    {
        var start = rest;
        rest = rest[length..];
        while (!rest.IsEmpty && KindOfNext(out var next) == Kind.Part)
        {
            length += next;
            rest = rest[next..];
        }

        return start[..length];
    }

    private readonly Kind KindOfNext(out int length)
    {
        length = 1;
        if (char.IsAscii(rest[0]))
        {
            return char.IsAsciiLetterOrDigit(rest[0]) ? Kind.Part : Kind.Separator;
        }

        return Rune.DecodeFromUtf16(rest, out var rune, out length) == OperationStatus.Done ? KindOf(rune) : Kind.Separator;
    }

    private static Kind KindOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            or UnicodeCategory.OtherNumber => IsWrittenWithoutSpaces(rune.Value) ? Kind.Whole : Kind.Part,
        // U+FFFD stands for what could not be read.
        UnicodeCategory.OtherSymbol => rune.Value == 0xFFFD ? Kind.Separator : Kind.Whole,
        // Emoji that are younger than the runtime's tables.
        UnicodeCategory.OtherNotAssigned when rune.Value is >= 0x1F000 and <= 0x1FAFF => Kind.Whole,
        _ => Kind.Separator,
    };

    // Chinese, Japanese and Korean. Korean has spaces, but its endings grow on the words.
    private static bool IsWrittenWithoutSpaces(int value) => value is (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF)
        or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
