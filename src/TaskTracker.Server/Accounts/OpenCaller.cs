using System.Diagnostics.CodeAnalysis;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Server.Accounts;

/// <summary>The caller of one open stream, and what has become of their rights since it began.</summary>
/// <param name="caller">As they were when it began.</param>
/// <param name="close">What to do when it is over.</param>
[SuppressMessage("Usage", "CA2213", Justification = "A source without a timer holds nothing, and whoever ends the stream may come at any time.")]
internal sealed class OpenCaller(Caller caller, Action<OpenCaller> close) : IDisposable
{
    // What the stream tells is what they could see then: it does not go on with less.
    private readonly Permissions needed = caller.As(Origin.GraphQL).Permissions & AccessRules.Sight;
    private readonly CancellationTokenSource ended = new();
    private Caller now = caller;
    private AccessRefusal? refusal;

    /// <summary>The caller as they are now: their rights may have changed, as long as the stream may go on.</summary>
    public Caller Now => Volatile.Read(ref now);

    /// <summary>Why the stream must end; null while it may go on.</summary>
    public AccessRefusal? Refusal => Volatile.Read(ref refusal);

    /// <summary>Cancelled when there is a <see cref="Refusal"/>.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>Tells what was found when they were looked up again; null when they are no longer let in.</summary>
    /// <returns>Whether the stream must end, and did not have to before.</returns>
    public bool Renew(SignedIn? signedIn)
    {
        var present = Now.With(Now.Credential!, signedIn);
        if (AccessRules.Refuse(present.As(Origin.GraphQL), needed) is not { } lost)
        {
            Volatile.Write(ref now, present);
            return false;
        }

        if (Interlocked.CompareExchange(ref refusal, lost, null) is not null)
        {
            return false;
        }

        // Not looked at again, and elsewhere: whoever waits for it goes on there.
        close(this);
        _ = ended.CancelAsync();
        return true;
    }

    public void Dispose() => close(this);
}
