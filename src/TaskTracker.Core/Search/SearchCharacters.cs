using System.Globalization;
using System.Text;

namespace TaskTracker.Core.Search;

/// <summary>Makes characters alike that full-text search does not tell apart: case, accents and compatibility forms.</summary>
internal static class SearchCharacters
{
    /// <summary>
    /// The text in lower case, without accents and without what only shapes or joins characters, such as soft hyphens,
    /// skin tones and the joiners of emoji. What is not Unicode becomes U+FFFD. Folding twice changes nothing more.
    /// </summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var bare = new StringBuilder(text.Length);
        foreach (var rune in Repair(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant().EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                bare.Append((char)rune.Value);
            }
            else if (!IsAccent(rune.Value) && !IsIgnorable(rune))
            {
                Append(bare, rune);
            }
        }

        // Puts together again what decomposing took apart and is no accent: Korean syllables, Japanese voicing marks.
        return bare.ToString().Normalize(NormalizationForm.FormKC);
    }

    // Normalisation throws at halves of surrogate pairs and at U+FFFE.
    private static string Repair(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 && !text.Contains('\uFFFE'))
        {
            return text;
        }

        var repaired = new StringBuilder(text.Length);
        Span<char> characters = stackalloc char[2];
        foreach (var rune in text.Replace('\uFFFE', '\uFFFD').EnumerateRunes())
        {
            repaired.Append(characters[..rune.EncodeToUtf16(characters)]);
        }

        return repaired.ToString();
    }

    // Accents only: the marks of Indic scripts and the voicing marks of Japanese make other letters, and U+05BE and its
    // like are punctuation among the Hebrew points.
    private static bool IsAccent(int value) => value is (>= 0x0300 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF)
        or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE20 and <= 0xFE2F) or (>= 0x064B and <= 0x065F)
        or ((>= 0x0591 and <= 0x05C7) and not (0x05BE or 0x05C0 or 0x05C3 or 0x05C6));

    // The zero width space is invisible too, but says where a word ends.
    private static bool IsIgnorable(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)
        or (>= 0x1F3FB and <= 0x1F3FF)
        || (rune.Value != 0x200B && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.EnclosingMark);

    private static void Append(StringBuilder bare, Rune rune)
    {
        // Letters that people take for others though Unicode does not decompose them.
        var alike = rune.Value switch
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
        if (alike is not null)
        {
            bare.Append(alike);
            return;
        }

        Span<char> characters = stackalloc char[2];
        bare.Append(characters[..rune.EncodeToUtf16(characters)]);
    }
}
