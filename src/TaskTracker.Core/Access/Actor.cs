using System.Net;
using TaskTracker.Core.Idempotency;

namespace TaskTracker.Core.Access;

/// <summary>
/// Who asks, through which door, and what they may do. Every use case and every reader takes one, so that access is decided in
/// Core and nowhere else.
/// </summary>
/// <param name="Origin">The door; the change log keeps it.</param>
/// <param name="Permissions">What they may do: <see cref="AccessRules"/> says what follows from a role.</param>
/// <param name="Identity">Who signed in; null for anybody else.</param>
/// <param name="Address">Where they come from, as attempts to sign in are counted; null when there is no network between.</param>
/// <param name="Rejection">Why a credential that they sent is not good; null when they sent none, or a good one.</param>
public sealed record Actor(Origin Origin, Permissions Permissions, Identity? Identity = null, IPAddress? Address = null, InvalidCredential? Rejection = null)
{
    /// <summary>The operator, at the server's machine.</summary>
    public static readonly Actor Operator = new(Origin.Command, Permissions.All);

    /// <summary>The request that they may have sent before; null when they do not say. A write is then done once for all attempts.</summary>
    public Attempt? Attempt { get; init; }

    /// <summary>What the change log calls them; null for somebody who did not sign in.</summary>
    public string? Name => Identity?.Username;

    /// <summary>Somebody who did not sign in.</summary>
    public static Actor Anonymous(Origin origin, AnonymousAccess access, IPAddress? address = null) => new(origin, AccessRules.PermissionsOf(access), null, address);

    /// <summary>Somebody whose credential is not good: they may only sign in.</summary>
    public static Actor Rejected(Origin origin, IPAddress? address = null) => new(origin, Permissions.None, null, address, new InvalidCredential());

    /// <summary>Somebody who signed in.</summary>
    public static Actor Of(Origin origin, Identity identity, IPAddress? address = null) =>
        new(origin, AccessRules.PermissionsOf(identity.Role, identity.Scopes), identity, address);

    /// <summary>Whether they may do all of this.</summary>
    public bool May(Permissions permissions) => (Permissions & permissions) == permissions;
}

/// <summary>Somebody who signed in.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Username">Their name.</param>
/// <param name="Role">Their role.</param>
/// <param name="Scopes">What the API key is for; null for a session, which is for everything.</param>
/// <param name="SessionId">The session; null for an API key.</param>
/// <param name="ApiKeyId">The API key; null for a session.</param>
public sealed record Identity(int UserId, string Username, Role Role, ApiScopes? Scopes, int? SessionId, int? ApiKeyId = null);

/// <summary>Through which door somebody came. The numbers are stored.</summary>
public enum Origin
{
    /// <summary>GraphQL over any transport.</summary>
    GraphQL = 0,

    /// <summary>A REST route.</summary>
    Rest = 1,

    /// <summary>A command on the server's machine.</summary>
    Command = 2,
}
