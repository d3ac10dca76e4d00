namespace TaskTracker.Core.Users;

/// <summary>An e-mail address that mail can be sent to.</summary>
public sealed record EmailAddress
{
    private EmailAddress(string address) => Address = address;

    /// <summary>The address as it is stored: the local part as it was entered, the domain in lower case.</summary>
    public string Address { get; }

    /// <summary>Two addresses with one key are the same: case does not distinguish.</summary>
    public string Key => Address.ToUpperInvariant();

    /// <summary>The address in <paramref name="text"/>, or <see cref="InvalidInput"/> for <c>email</c>.</summary>
    public static Result<EmailAddress> Parse(string text)
    {
        if (TextRules.Check(text, 0, 320) is { } problem)
        {
            return new InvalidInput("email", problem);
        }

        var at = text.LastIndexOf('@');
        return at < 0
            ? new InvalidInput("email", new InputProblem.NotAnEmailAddress("An email address must have an @-sign."))
            : new EmailAddress(text[..at] + "@" + text[(at + 1)..].ToLowerInvariant());
    }
}
