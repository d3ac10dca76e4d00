using System.Net;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Counts attempts to sign in, by where they come from and by that together with the account. Never by the account alone: nobody
/// keeps its owner out by guessing.
/// </summary>
public sealed class SignInAttempts(TimeProvider time)
{
    /// <summary>What attempts to sign up are counted as.</summary>
    public const string SigningUp = "\0sign-up";

    private const int MaximumPerAccount = 10;
    private const int MaximumPerAddress = 100;

    // Beyond this the oldest windows are forgotten.
    private const int MaximumCounted = 100_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Dictionary<(IPAddress? Address, string Account), Count> counts = [];

    private readonly record struct Count(int Attempts, long WindowStart);

    /// <summary>Counts an attempt; false when there have been too many, with the time until the next may be made.</summary>
    public bool TryTake(IPAddress? address, string account, out TimeSpan retryAfter)
    {
        lock (gate)
        {
            return TryTake((address, account), MaximumPerAccount, out retryAfter) && TryTake((address, ""), MaximumPerAddress, out retryAfter);
        }
    }

    /// <summary>It was the owner: what they mistyped before no longer counts.</summary>
    public void Succeeded(IPAddress? address, string account)
    {
        lock (gate)
        {
            counts.Remove((address, account));
        }
    }

    private bool TryTake((IPAddress?, string) key, int maximum, out TimeSpan retryAfter)
    {
        var now = time.GetTimestamp();
        var count = counts.GetValueOrDefault(key);
        if (count.Attempts == 0 || time.GetElapsedTime(count.WindowStart, now) >= Window)
        {
            count = new(0, now);
        }

        retryAfter = Window - time.GetElapsedTime(count.WindowStart, now);
        if (count.Attempts >= maximum)
        {
            return false;
        }

        if (counts.Count >= MaximumCounted)
        {
            Forget(now);
        }

        counts[key] = count with { Attempts = count.Attempts + 1 };
        return true;
    }

    private void Forget(long now)
    {
        foreach (var (key, _) in counts.Where(entry => time.GetElapsedTime(entry.Value.WindowStart, now) >= Window).ToList())
        {
            counts.Remove(key);
        }

        if (counts.Count >= MaximumCounted)
        {
            counts.Clear();
        }
    }
}
