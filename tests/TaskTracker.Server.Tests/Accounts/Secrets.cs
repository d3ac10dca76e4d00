using System.Security.Cryptography;

namespace TaskTracker.Server.Tests.Accounts;

/// <summary>Secrets that were sent or received, by a part of each that is found however it is written: digits and letters alone.</summary>
internal sealed class Secrets
{
    private readonly Dictionary<string, string> made = [];
    private readonly HashSet<string> all = [];

    public IReadOnlyCollection<string> All => all;

    /// <summary>The password of that name, made at first.</summary>
    public string Password(string name) => Make(name, random => $"pw {random}!");

    /// <summary>The e-mail address of that name, made at first.</summary>
    public string Address(string name) => Make($"{name}@", random => $"m{random}@mail.example");

    /// <summary>Something that somebody wrote where it does not belong.</summary>
    public string Text(string name) => Make($"{name} text", random => $"s{random}");

    /// <summary>A token or key that the server gave: any part of it is as good as all.</summary>
    public string Received(string token)
    {
        foreach (var part in token.Split('.', '_').Where(part => part.Length >= 20))
        {
            // A token's first part tells how it was signed, which is no secret.
            all.Add(part == token.Split('.')[0] && token.Contains('.') ? token : part);
        }

        return token;
    }

    private string Make(string name, Func<string, string> write)
    {
        if (!made.TryGetValue(name, out var secret))
        {
            var random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            all.Add(random);
            made[name] = secret = write(random);
        }

        return secret;
    }
}
