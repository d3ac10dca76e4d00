using System.Text;

namespace TaskTracker.Core.Accounts;

/// <summary>The rules for passwords: long enough and not among the first that an attacker tries. Nothing else (NIST SP 800-63B, 3.1.1).</summary>
public static class PasswordRules
{
    /// <summary>Fewest characters (code points).</summary>
    public const int Minimum = 8;

    /// <summary>Most characters (code points).</summary>
    public const int Maximum = 128;

    private static readonly HashSet<string> Common = ReadCommon();

    /// <summary>What is wrong with a new password; null when it is good.</summary>
    /// <param name="field">The field's name in GraphQL spelling.</param>
    /// <param name="password">The password.</param>
    /// <param name="names">What belongs to the account: its name and address make no password.</param>
    public static InvalidInput? Check(string field, string password, params ReadOnlySpan<string> names)
    {
        if (TextRules.Check(password, Minimum, Maximum) is { } problem)
        {
            return new(field, problem);
        }

        var simple = Simplify(password);
        var isCommon = Common.Contains(simple) || IsMonotonous(simple);
        foreach (var name in names)
        {
            isCommon |= simple == Simplify(name);
        }

        return isCommon ? new(field, new InputProblem.CommonPassword()) : null;
    }

    /// <summary>Whether it can be anybody's password at all; one that cannot is not worth hashing.</summary>
    internal static bool CouldBe(string password) => TextRules.Check(password, Minimum, Maximum) is null;

    // Case, and digits and signs at the end, are the first that is tried.
    private static string Simplify(string text)
    {
        var lower = TextRules.Normalize(text, NormalizationForm.FormKC).ToLowerInvariant();
        var stem = lower.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '.', '?', '*', '#', '$');
        return stem.Length >= 4 ? stem : lower;
    }

    // One character over and over, or characters that follow each other: aaaaaaaa, 12345678, hgfedcba.
    private static bool IsMonotonous(string text)
    {
        var step = text[1] - text[0];
        for (var i = 2; i < text.Length; i++)
        {
            if (text[i] - text[i - 1] != step)
            {
                return false;
            }
        }

        return step is >= -1 and <= 1;
    }

    private static HashSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).SelectMany(word => (string[])[word, Simplify(word)])];
    }
}
