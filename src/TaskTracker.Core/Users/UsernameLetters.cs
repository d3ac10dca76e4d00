using System.Globalization;
using System.Text;

namespace TaskTracker.Core.Users;

/// <summary>
/// Which characters a username may have, so that it is what it looks like: all of them can be seen, and its letters are of one of the alphabets that share
/// shapes ("а" is Cyrillic and "a" is not). Letters of other scripts, digits, signs, spaces and emoji may stand beside them.
/// </summary>
internal static class UsernameLetters
{
    private const int EmojiStyle = 0xFE0F;
    private const int Joiner = 0x200D;

    // Characters that leave no trace although their category does not say so (Default_Ignorable_Code_Point), and the blank pattern of Braille.
    private static readonly (int First, int Last)[] Blank =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0),
        (0xE0100, 0xE01EF),
    ];

    // The blocks of the alphabets with letters that look like another's; of these blocks only letters count.
    private static readonly (int First, int Last, Alphabet Alphabet)[] Alphabets =
    [
        (0x0041, 0x02B8, Alphabet.Latin), (0x0370, 0x03E1, Alphabet.Greek), (0x03E2, 0x03EF, Alphabet.Coptic), (0x03F0, 0x03FF, Alphabet.Greek),
        (0x0400, 0x052F, Alphabet.Cyrillic), (0x0531, 0x058F, Alphabet.Armenian), (0x13A0, 0x13FF, Alphabet.Cherokee), (0x1C80, 0x1C8F, Alphabet.Cyrillic),
        (0x1D00, 0x1D25, Alphabet.Latin), (0x1D26, 0x1D2A, Alphabet.Greek), (0x1D2B, 0x1D2B, Alphabet.Cyrillic), (0x1E00, 0x1EFF, Alphabet.Latin),
        (0x1F00, 0x1FFF, Alphabet.Greek), (0x2C60, 0x2C7F, Alphabet.Latin), (0x2C80, 0x2CFF, Alphabet.Coptic), (0x2DE0, 0x2DFF, Alphabet.Cyrillic),
        (0xA4D0, 0xA4FF, Alphabet.Lisu), (0xA640, 0xA69F, Alphabet.Cyrillic), (0xA722, 0xA7FF, Alphabet.Latin), (0xAB30, 0xAB64, Alphabet.Latin),
        (0xAB70, 0xABBF, Alphabet.Cherokee),
    ];

    private enum Alphabet
    {
        None,
        Latin,
        Greek,
        Cyrillic,
        Coptic,
        Armenian,
        Cherokee,
        Lisu,
    }

    /// <summary>What is wrong with the characters of a well-formed text; null when nothing is.</summary>
    public static InputProblem? Check(string username)
    {
        var found = Alphabet.None;
        var isAfterSymbol = false;
        foreach (var rune in username.EnumerateRunes())
        {
            // Emoji are told from signs, and joined to others, by characters that cannot be seen; nowhere else may those stand.
            if (!(isAfterSymbol && rune.Value is EmojiStyle or Joiner))
            {
                if (!IsVisible(rune))
                {
                    return new InputProblem.Invisible(rune.Value);
                }

                isAfterSymbol = Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
            }
        }

        // As they are compared: a letter in a circle or in full width is that letter.
        foreach (var rune in TextRules.Normalize(username, NormalizationForm.FormKC).EnumerateRunes())
        {
            var alphabet = Of(rune);
            if (alphabet != Alphabet.None && found != Alphabet.None && alphabet != found)
            {
                return new InputProblem.MixedAlphabets(found.ToString(), alphabet.ToString());
            }

            found = alphabet == Alphabet.None ? found : alphabet;
        }

        return null;
    }

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && !Array.Exists(Blank, range => rune.Value >= range.First && rune.Value <= range.Last);

    private static Alphabet Of(Rune rune) =>
        Rune.IsLetter(rune) ? Array.Find(Alphabets, range => rune.Value >= range.First && rune.Value <= range.Last).Alphabet : Alphabet.None;
}
