using System.Text;

namespace TaskTracker.Core.Users;

/// <summary>The rules for usernames.</summary>
public static class Username
{
    /// <summary>Fewest characters (code points).</summary>
    public const int Minimum = 3;

    /// <summary>Most characters (code points).</summary>
    public const int Maximum = 20;

    /// <summary>
    /// A username has <see cref="Minimum"/> to <see cref="Maximum"/> characters, is not blank, and is what it looks like (see
    /// <see cref="UsernameLetters"/>); null when it is good.
    /// </summary>
    public static InvalidInput? Check(string username) =>
        (TextRules.Check(username, Minimum, Maximum) ?? UsernameLetters.Check(username)) is { } problem ? new("username", problem) : null;

    /// <summary>Two usernames with one key are the same name: case and Unicode's compatibility forms do not distinguish.</summary>
    public static string Key(string username) => TextRules.Normalize(username, NormalizationForm.FormKC).ToUpperInvariant();

    /// <summary>Two usernames with one look can be taken for each other, whichever alphabets they are in and however many spaces they have. Accents count.</summary>
    public static string Look(string username) => UsernameLook.Of(username);
}
