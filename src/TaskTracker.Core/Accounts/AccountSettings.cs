using TaskTracker.Core.Access;

namespace TaskTracker.Core.Accounts;

/// <summary>What the operator decided about accounts.</summary>
public sealed record AccountSettings
{
    /// <summary>What somebody may do who has not signed in.</summary>
    public required AnonymousAccess Anonymous { get; init; }

    /// <summary>Whether anybody may sign up.</summary>
    public required bool SignUpIsOpen { get; init; }

    /// <summary>Who says so in access tokens; checked when one comes back.</summary>
    public required string Issuer { get; init; }

    /// <summary>For whom access tokens are; checked when one comes back.</summary>
    public required string Audience { get; init; }

    /// <summary>How long an access token is good.</summary>
    public required TimeSpan AccessTokenLifetime { get; init; }

    /// <summary>How long a session lasts without being refreshed.</summary>
    public required TimeSpan SessionLifetime { get; init; }

    /// <summary>How long a session lasts, however often it is refreshed.</summary>
    public required TimeSpan GreatestSessionAge { get; init; }
}
