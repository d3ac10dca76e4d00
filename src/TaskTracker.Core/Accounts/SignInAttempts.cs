using System.Net;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Counts attempts to sign in and up where they are made, so that it makes no difference how many of them one request holds or which door it came
/// through. They are counted by client, and by client and account together; never by the account alone, or anybody could keep
/// its owner out by guessing.
/// </summary>
public sealed class SignInAttempts(SignInLimits limits, TimeProvider time)
{
    // Beyond this those whose time is over are forgotten, and then all of them.
    private const int MaximumCounted = 100_000;

    private readonly Lock gate = new();
    private readonly Dictionary<Counted, Count> counts = [];

    private enum Kind
    {
        SignIn,
        SignInToAccount,
        SignUp,
    }

    private readonly record struct Counted(Kind Kind, IPAddress? Client, string? Account = null);

    private readonly record struct Count(int Attempts, long WindowStart);

    /// <summary>Counts an attempt to sign in; false when there have been too many, with the time until the next may be made.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="account">Which account it is to, by a key that all ways to name the account have in common.</param>
    /// <param name="retryAfter">How long to wait.</param>
    public bool TryTakeSignIn(IPAddress? address, string account, out TimeSpan retryAfter)
    {
        var client = ClientNetwork.Of(address);
        lock (gate)
        {
            return TryTake(new(Kind.SignInToAccount, client, account), limits.PerAccount, out retryAfter)
                && TryTake(new(Kind.SignIn, client), limits.PerClient, out retryAfter);
        }
    }

    /// <summary>The same for an attempt to sign up, each of which tells whether a name or an address is taken.</summary>
    public bool TryTakeSignUp(IPAddress? address, out TimeSpan retryAfter)
    {
        lock (gate)
        {
            return TryTake(new(Kind.SignUp, ClientNetwork.Of(address)), limits.SignUpsPerClient, out retryAfter);
        }
    }

    /// <summary>It was the owner: what they mistyped before no longer counts.</summary>
    public void Succeeded(IPAddress? address, string account)
    {
        lock (gate)
        {
            counts.Remove(new(Kind.SignInToAccount, ClientNetwork.Of(address), account));
        }
    }

    private bool TryTake(Counted counted, int maximum, out TimeSpan retryAfter)
    {
        var now = time.GetTimestamp();
        var count = counts.GetValueOrDefault(counted);
        if (count.Attempts == 0 || time.GetElapsedTime(count.WindowStart, now) >= limits.Window)
        {
            count = new(0, now);
        }

        retryAfter = limits.Window - time.GetElapsedTime(count.WindowStart, now);
        if (count.Attempts >= maximum)
        {
            return false;
        }

        if (counts.Count >= MaximumCounted)
        {
            Forget(now);
        }

        counts[counted] = count with { Attempts = count.Attempts + 1 };
        return true;
    }

    private void Forget(long now)
    {
        foreach (var (key, _) in counts.Where(entry => time.GetElapsedTime(entry.Value.WindowStart, now) >= limits.Window).ToList())
        {
            counts.Remove(key);
        }

        if (counts.Count >= MaximumCounted)
        {
            counts.Clear();
        }
    }
}
