using System.Diagnostics.Metrics;
using System.Net;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Counts attempts to sign in and up where they are made, so that it makes no difference how many of them one request holds or which door it came
/// through. They are counted by client, and by client and account together; never by the account alone, or anybody could keep
/// its owner out by guessing. Here they are counted in memory, for one server; servers that share a store count there.
/// </summary>
public class SignInAttempts(SignInLimits limits, TimeProvider time, IMeterFactory meters)
{
    // Beyond this those whose time is over are forgotten, and then all of them.
    private const int MaximumCounted = 100_000;

    private readonly Counter<long> refusals = Meters.Refusals(meters);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Count> counts = new(StringComparer.Ordinal);

    private readonly record struct Count(int Attempts, long WindowStart);

    /// <summary>How long attempts count.</summary>
    protected TimeSpan Window => limits.Window;

    /// <summary>Counts an attempt to sign in.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="account">Which account it is to, by a key that all ways to name the account have in common.</param>
    /// <returns>Null when it may be made; the time until the next may be when there have been too many.</returns>
    public async ValueTask<TimeSpan?> TakeSignInAsync(IPAddress? address, string account) =>
        Counted(await TakeAsync(ToAccount(address, account), limits.PerAccount) ?? await TakeAsync($"sign in from {ClientNetwork.Of(address)}", limits.PerClient));

    /// <summary>The same for an attempt to sign up, each of which tells whether a name or an address is taken.</summary>
    public async ValueTask<TimeSpan?> TakeSignUpAsync(IPAddress? address) => Counted(await TakeAsync($"sign up from {ClientNetwork.Of(address)}", limits.SignUpsPerClient));

    /// <summary>It was the owner: what they mistyped before no longer counts.</summary>
    public ValueTask SucceededAsync(IPAddress? address, string account) => ForgetAsync(ToAccount(address, account));

    /// <summary>Counts one attempt, when there are fewer than so many.</summary>
    /// <returns>Null when it was counted; otherwise when it may be tried again.</returns>
    protected virtual ValueTask<TimeSpan?> TakeAsync(string counted, int maximum)
    {
        lock (gate)
        {
            return new(Take(counted, maximum));
        }
    }

    /// <summary>Counts from the beginning.</summary>
    protected virtual ValueTask ForgetAsync(string counted)
    {
        lock (gate)
        {
            counts.Remove(counted);
        }

        return default;
    }

    private static string ToAccount(IPAddress? address, string account) => $"sign in from {ClientNetwork.Of(address)} to {account}";

    // Doors do not count what a mutation refuses: this is a limit, which operators watch.
    private TimeSpan? Counted(TimeSpan? retryAfter)
    {
        if (retryAfter is { } wait)
        {
            refusals.Add(1, Meters.Code(new TooManyAttempts(wait).Code));
        }

        return retryAfter;
    }

    private TimeSpan? Take(string counted, int maximum)
    {
        var now = time.GetTimestamp();
        var count = counts.GetValueOrDefault(counted);
        if (count.Attempts == 0 || time.GetElapsedTime(count.WindowStart, now) >= Window)
        {
            count = new(0, now);
        }

        if (count.Attempts >= maximum)
        {
            return Window - time.GetElapsedTime(count.WindowStart, now);
        }

        if (counts.Count >= MaximumCounted)
        {
            Forget(now);
        }

        counts[counted] = count with { Attempts = count.Attempts + 1 };
        return null;
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
