using System.Text;

namespace TaskTracker.Core.Users;

/// <summary>An e-mail address that mail can be sent to.</summary>
/// <remarks>
/// What is accepted is what Python's email-validator accepts without looking anything up, because the legacy server
/// used it: addresses as people have them, internationalised ones included, but no quoted local parts, no comments, no
/// IP addresses and no domains that only mean something inside a network (RFC 5321, 5322, 6531, 6761).
/// </remarks>
public sealed record EmailAddress
{
    /// <summary>Longest text that is looked at, in characters: an address and the name of whoever it belongs to.</summary>
    public const int LongestText = 2_048;

    /// <summary>Longest address, in bytes of UTF-8 (RFC 3696, erratum 1690).</summary>
    public const int LongestAddress = 254;

    private EmailAddress(string address) => Address = address;

    /// <summary>The address as it is stored: the local part as it was entered, the domain in lower case.</summary>
    public string Address { get; }

    /// <summary>Two addresses with one key are the same: case does not distinguish.</summary>
    public string Key => Address.ToUpperInvariant();

    /// <summary>
    /// The address in <paramref name="text"/>, or <see cref="InvalidInput"/> for <c>email</c>. Spaces around it and a
    /// name in front of it (<c>Bob &lt;bob@example.com&gt;</c>) are dropped.
    /// </summary>
    public static Result<EmailAddress> Parse(string text)
    {
        if (!TextRules.IsWellFormed(text))
        {
            return new InvalidInput("email", new InputProblem.NotText());
        }

        if (TextRules.Length(text) > LongestText)
        {
            return Refuse($"Length must not exceed {LongestText} characters.");
        }

        var bare = WithoutName(text.Trim());
        if (bare.StartsWith('"'))
        {
            return Refuse("Quoting the part before the @-sign is not allowed here.");
        }

        var at = bare.IndexOf('@');
        if (at < 0)
        {
            return Refuse("An email address must have an @-sign.");
        }

        var local = EmailLocalPart.Parse(bare[..at]);
        var domain = EmailDomain.Parse(bare[(at + 1)..]);
        if ((local.Fault ?? domain.Fault) is { } fault)
        {
            return Refuse(fault);
        }

        var address = $"{local.Value}@{domain.Value}";
        var excess = Encoding.UTF8.GetByteCount(address) - LongestAddress;
        return excess > 0 ? Refuse($"The email address is too long ({excess} too many).") : new EmailAddress(address);
    }

    private static InvalidInput Refuse(string reason) => new("email", new InputProblem.NotAnEmailAddress(reason));

    private static string WithoutName(string text)
    {
        var open = text.IndexOf('<');
        return open >= 0 && text.EndsWith('>') && IsName(text[..open].TrimEnd()) ? text[(open + 1)..^1].Trim() : text;
    }

    private static bool IsName(string text) => text is ['"', .., '"']
        ? !text[1..^1].Contains('"')
        : text.All(c => char.IsLetterOrDigit(c) || char.IsWhiteSpace(c) || EmailLocalPart.Signs.Contains(c));
}

/// <summary>A part of an address that was read, or what is wrong with it.</summary>
/// <param name="Value">The part as it is stored; null when it is not good.</param>
/// <param name="Fault">A sentence; null when it is good.</param>
internal readonly record struct EmailPart(string? Value, string? Fault)
{
    public static implicit operator EmailPart((string? Value, string? Fault) part) => new(part.Value, part.Fault);
}
