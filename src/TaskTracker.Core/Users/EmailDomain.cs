using System.Globalization;
using System.Text;

namespace TaskTracker.Core.Users;

/// <summary>What stands after the @-sign: the name of a domain on the internet, in any script.</summary>
internal static class EmailDomain
{
    // RFC 1035, 2.3.4, without the final dot.
    private const int MaximumLength = 253;
    private const int MaximumLabelLength = 63;

    // RFC 6761 and 7686: names that mail never reaches. The reserved "example" stays, as documentation and tests need it.
    private static readonly string[] Reserved = ["arpa", "invalid", "local", "localhost", "onion", "test"];

    private static readonly IdnMapping Idn = new();

    public static EmailPart Parse(string text)
    {
        // Width and case do not distinguish domains, and these are periods too (UTS 46).
        var domain = TextRules.Normalize(text.Replace('\u3002', '.'), NormalizationForm.FormKC).ToLowerInvariant();
        if (SpellingFaultOf(domain) is { } misspelled)
        {
            return (null, misspelled);
        }

        string ascii;
        try
        {
            ascii = Idn.GetAscii(domain);
            domain = Idn.GetUnicode(ascii);
        }
        catch (ArgumentException)
        {
            return (null, LengthFaultOf(domain) ?? "The part after the @-sign is not a domain name that can be looked up.");
        }

        return NameFaultOf(ascii) is { } fault ? (null, fault) : (domain, null);
    }

    private static string? SpellingFaultOf(string domain)
    {
        var bad = domain.EnumerateRunes().Where(rune => !IsAllowed(rune)).ToList();
        return domain.Length == 0 ? "There must be something after the @-sign."
            : domain.StartsWith('[') ? "A bracketed IP address after the @-sign is not allowed here."
            : bad.Count > 0 ? $"The part after the @-sign contains invalid characters: {EmailCharacters.List(bad)}."
            : domain.EndsWith('.') ? "An email address cannot end with a period."
            : domain.StartsWith('.') ? "An email address cannot have a period immediately after the @-sign."
            : domain.Contains("..", StringComparison.Ordinal) ? "An email address cannot have two periods in a row."
            : domain.EndsWith('-') ? "An email address cannot end with a hyphen."
            : domain.StartsWith('-') ? "An email address cannot have a hyphen immediately after the @-sign."
            : domain.Contains(".-", StringComparison.Ordinal) || domain.Contains("-.", StringComparison.Ordinal)
                ? "An email address cannot have a period and a hyphen next to each other."
            : domain.Split('.').Any(label => label.Length > 3 && label[2..4] == "--" && !label.StartsWith("xn--", StringComparison.Ordinal))
                ? "An email address cannot have two letters followed by two dashes immediately after the @-sign or after a period, except Punycode."
            : null;
    }

    private static string? NameFaultOf(string ascii)
    {
        var labels = ascii.Split('.');
        return LengthFaultOf(ascii) is { } fault ? fault
            : labels.Length == 1 ? "The part after the @-sign is not valid. It should have a period."
            : !char.IsAsciiLetter(labels[^1][^1]) && !labels[^1].StartsWith("xn--", StringComparison.Ordinal)
                ? "The part after the @-sign is not valid. It is not within a valid top-level domain."
            : Reserved.Contains(labels[^1]) ? "The part after the @-sign is a special-use or reserved name that cannot be used with email."
            : null;
    }

    private static string? LengthFaultOf(string domain)
    {
        var excess = domain.Length - MaximumLength;
        return excess > 0 ? $"The email address is too long after the @-sign ({excess} too many)."
            : domain.Split('.').Any(label => label.Length > MaximumLabelLength)
                ? $"After the @-sign, periods cannot be separated by more than {MaximumLabelLength} characters."
            : null;
    }

    // Letters and digits of any script, but no symbols: IDNA 2008 has no domains of emoji.
    private static bool IsAllowed(Rune rune) => Rune.IsLetterOrDigit(rune) || EmailCharacters.IsMark(rune) || rune.Value is '-' or '.';
}
