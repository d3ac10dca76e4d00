using System.Buffers;
using System.Text;

namespace TaskTracker.Core;

/// <summary>The rules that every text from outside obeys, and how long a text is.</summary>
public static class TextRules
{
    /// <summary>
    /// Most digits of an integer in a request, at both doors, so that they agree which texts are numbers. Reading one takes time in the square of its digits.
    /// The bound is Python's, which the legacy server had.
    /// </summary>
    public const int MaximumDigits = 4_300;

    /// <summary>The number of Unicode code points, which is what our bounds count ("🚀" is one).</summary>
    public static int Length(string text)
    {
        var length = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                length--;
            }
        }

        return length;
    }

    /// <summary>Whether the text can be stored and given back unchanged: no NUL, no half of a surrogate pair.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return !text.Contains('\0');
        }

        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != OperationStatus.Done || rune.Value == 0)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    /// <summary>The text in a normalisation form. U+FFFE stays as it is; the runtime throws at it, although it is legal in a text.</summary>
    /// <param name="text">Well-formed text.</param>
    /// <param name="form">The form.</param>
    public static string Normalize(string text, NormalizationForm form) =>
        string.Join('\uFFFE', text.Split('\uFFFE').Select(part => part.Normalize(form)));

    /// <summary>The first of these rules that the text breaks, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="minimum">Fewest code points.</param>
    /// <param name="maximum">Most code points.</param>
    public static InputProblem? Check(string text, int minimum, int maximum)
    {
        if (!IsWellFormed(text))
        {
            return new InputProblem.NotText();
        }

        var length = Length(text);
        return length < minimum ? new InputProblem.TooShort(minimum)
            : length > maximum ? new InputProblem.TooLong(maximum)
            : minimum > 0 && string.IsNullOrWhiteSpace(text) ? new InputProblem.Blank()
            : null;
    }
}
