using System.Collections.Concurrent;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Server.Accounts;

/// <summary>
/// Whoever has a stream open, of any kind. A stream begins with the rights of that moment; here is looked whether they still hold, and
/// a stream whose rights are gone is told so (docs/security.md, "When rights end").
/// </summary>
internal sealed class OpenCallers(Credentials credentials, AccessEpochs epochs, AuditLog audit, TimeProvider time)
{
    private readonly ConcurrentDictionary<OpenCaller, bool> open = new();

    /// <summary>From now on the caller is looked at; until it is disposed, when the stream is over.</summary>
    public OpenCaller Open(Caller caller)
    {
        var opened = new OpenCaller(caller, left => open.TryRemove(left, out _));
        if (caller.SignedIn is not null)
        {
            open.TryAdd(opened, true);
        }

        return opened;
    }

    /// <summary>Ends the streams whose token or key has run out by now. Asks nobody.</summary>
    public void EndExpired()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var (caller, _) in open)
        {
            if (caller.Now.SignedIn!.ExpiresAt <= now)
            {
                Renew(caller, null);
            }
        }
    }

    /// <summary>Looks whether one caller may still ask for something new, without waiting for the next time that all are looked at.</summary>
    public async ValueTask CheckAsync(OpenCaller caller, CancellationToken cancellationToken)
    {
        if (caller.Now is { SignedIn: { } signedIn, Credential: { } credential }
            && (signedIn.Epoch != epochs.Epoch || signedIn.ExpiresAt <= time.GetUtcNow().UtcDateTime))
        {
            Renew(caller, (await credentials.ReadAsync(credential, cancellationToken)).Value);
        }
    }

    /// <summary>When somebody may have lost a right since the streams were looked at, looks at all of them again, at once.</summary>
    public async Task CheckAllAsync(CancellationToken cancellationToken)
    {
        var epoch = epochs.Epoch;
        List<OpenCaller> callers = [.. open.Keys.Where(caller => caller.Now.SignedIn!.Epoch != epoch)];
        if (callers.Count == 0)
        {
            return;
        }

        var present = await credentials.ReadAgainAsync([.. callers.Select(caller => caller.Now.SignedIn!)], cancellationToken);
        foreach (var (caller, signedIn) in callers.Zip(present))
        {
            Renew(caller, signedIn);
        }
    }

    private void Renew(OpenCaller caller, SignedIn? signedIn)
    {
        if (caller.Renew(signedIn))
        {
            audit.StreamEnded(caller.Now.As(Origin.GraphQL), caller.Refusal!.Code);
        }
    }
}
