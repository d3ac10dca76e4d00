using System.Text;

namespace TaskTracker.Core.Users;

/// <summary>The rules for usernames.</summary>
public static class Username
{
    /// <summary>Fewest characters (code points).</summary>
    public const int Minimum = 3;

    /// <summary>Most characters (code points).</summary>
    public const int Maximum = 20;

    /// <summary>A username has <see cref="Minimum"/> to <see cref="Maximum"/> characters and is not blank; null when it is good.</summary>
    public static InvalidInput? Check(string username) =>
        TextRules.Check(username, Minimum, Maximum) is { } problem ? new("username", problem) : null;

    /// <summary>Two usernames with one key are the same name: case and Unicode's compatibility forms do not distinguish.</summary>
    public static string Key(string username) => TextRules.Normalize(username, NormalizationForm.FormKC).ToUpperInvariant();
}
