using System.Globalization;
using System.Text;

namespace TaskTracker.Core.Search;

/// <summary>
/// What somebody looks for, cut into words the same way as the texts are. Folding and cutting happen here and not in
/// the database, so that every database gives the same answers (docs/decisions/0005-search.md).
/// </summary>
/// <remarks>
/// Case, accents and compatibility forms do not distinguish. A word is a run of letters and digits. Chinese, Japanese
/// and Korean characters and symbols such as emoji are words of their own; a run of them in a search must occur as it
/// stands. Everything else separates.
/// </remarks>
public sealed class SearchWords
{
    /// <summary>Longest search text, in UTF-16 code units.</summary>
    public const int MaximumLength = 10_000;

    private SearchWords(IReadOnlyList<SearchPhrase> phrases) => Phrases = phrases;

    /// <summary>All of these must occur. The last one is a prefix when <see cref="SearchPhrase.IsPrefix"/> says so.</summary>
    public IReadOnlyList<SearchPhrase> Phrases { get; }

    /// <summary>The words of a search text; null when it has none, which searches for nothing in particular.</summary>
    public static SearchWords? Parse(string text)
    {
        var phrases = new List<SearchPhrase>();
        var run = new List<string>();
        foreach (var (word, standsAlone, followsDirectly) in Cut(text))
        {
            if (run.Count > 0 && !(standsAlone && followsDirectly))
            {
                phrases.Add(new SearchPhrase([.. run], IsPrefix: false));
                run.Clear();
            }

            run.Add(word);
            if (!standsAlone)
            {
                phrases.Add(new SearchPhrase([word], IsPrefix: false));
                run.Clear();
            }
        }

        if (run.Count > 0)
        {
            phrases.Add(new SearchPhrase([.. run], IsPrefix: false));
        }

        if (phrases.Count == 0)
        {
            return null;
        }

        phrases[^1] = phrases[^1] with { IsPrefix = true };
        return new SearchWords(phrases);
    }

    /// <summary>A text's words, folded, separated by single spaces.</summary>
    public static string Fold(string text) => string.Join(' ', Cut(text).Select(cut => cut.Word));

    private static IEnumerable<(string Word, bool StandsAlone, bool FollowsDirectly)> Cut(string text)
    {
        var word = new StringBuilder();
        var followsDirectly = false;
        foreach (var rune in FoldCharacters(text))
        {
            var kind = KindOf(rune);
            if (kind == Kind.Joiner)
            {
                continue;
            }

            if (kind == Kind.Part)
            {
                word.Append(rune.ToString());
                continue;
            }

            if (word.Length > 0)
            {
                yield return (word.ToString(), false, false);
                word.Clear();
                followsDirectly = false;
            }

            if (kind == Kind.Whole)
            {
                yield return (rune.ToString(), true, followsDirectly);
                followsDirectly = true;
            }
            else
            {
                followsDirectly = false;
            }
        }

        if (word.Length > 0)
        {
            yield return (word.ToString(), false, false);
        }
    }

    private static IEnumerable<Rune> FoldCharacters(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant().EnumerateRunes();
        }

        // Normalisation refuses halves of surrogate pairs; enumerating runes replaces them.
        var repaired = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            repaired.Append(rune.ToString());
        }

        var bare = new StringBuilder(repaired.Length);
        foreach (var character in repaired.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (!IsAccent(character))
            {
                bare.Append(LetterWithoutDecomposition(char.ToLowerInvariant(character)) ?? char.ToLowerInvariant(character).ToString());
            }
        }

        return bare.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant().EnumerateRunes();
    }

    // Accents only: the marks of Indic scripts and the voicing marks of Japanese make other letters.
    private static bool IsAccent(char c) => c is (>= '\u0300' and <= '\u036F') or (>= '\u1AB0' and <= '\u1AFF')
        or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20FF') or (>= '\uFE20' and <= '\uFE2F')
        or (>= '\u064B' and <= '\u065F') or (>= '\u0591' and <= '\u05C7');

    private static string? LetterWithoutDecomposition(char c) => c switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' or 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => null,
    };

    private enum Kind
    {
        /// <summary>A letter or digit: part of a longer word.</summary>
        Part,

        /// <summary>A word by itself.</summary>
        Whole,

        /// <summary>Joins what it stands between, like the variation selectors and joiners of emoji: dropped.</summary>
        Joiner,

        Separator,
    }

    private static Kind KindOf(Rune rune)
    {
        var value = rune.Value;
        if (value is 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) or (>= 0x1F3FB and <= 0x1F3FF))
        {
            return Kind.Joiner;
        }

        if (value is (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
            or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF))
        {
            return Kind.Whole;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber => Kind.Part,
            // U+FFFD stands for what could not be read.
            UnicodeCategory.OtherSymbol when value != 0xFFFD => Kind.Whole,
            _ => Kind.Separator,
        };
    }
}
