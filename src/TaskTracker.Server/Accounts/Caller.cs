using System.Net;
using TaskTracker.Core.Access;
using TaskTracker.Core.Accounts;

namespace TaskTracker.Server.Accounts;

/// <summary>Who is at the other end of a connection, as far as their credential tells.</summary>
/// <param name="anonymous">What somebody may do who sends none.</param>
/// <param name="address">Where they come from.</param>
internal sealed class Caller(AnonymousAccess anonymous, IPAddress? address)
{
    /// <summary>Where they come from.</summary>
    public IPAddress? Address => address;

    /// <summary>The token or key that they sent; null for none.</summary>
    public string? Credential { get; private init; }

    /// <summary>Who they are, when the credential is good.</summary>
    public SignedIn? SignedIn { get; private init; }

    /// <summary>Whether they sent a credential that is not good. They may do nothing but sign in.</summary>
    public bool IsRejected => Credential is not null && SignedIn is null;

    /// <summary>How an answer of 401 says what to send (RFC 6750, section 3).</summary>
    public string Challenge => IsRejected ? "Bearer error=\"invalid_token\"" : "Bearer";

    /// <summary>The same caller after a look at a credential.</summary>
    /// <param name="credential">What they sent.</param>
    /// <param name="signedIn">Who they are; null when it is not good.</param>
    public Caller With(string credential, SignedIn? signedIn) => new(anonymous, address) { Credential = credential, SignedIn = signedIn };

    /// <summary>The caller at one of our doors.</summary>
    public Actor As(Origin origin) =>
        SignedIn is not null ? Actor.Of(origin, SignedIn.Identity, address)
        : IsRejected ? Actor.Rejected(origin, address)
        : Actor.Anonymous(origin, anonymous, address);
}
