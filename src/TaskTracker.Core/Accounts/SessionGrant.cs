using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>What a client gets that signed in: it is shown once.</summary>
/// <param name="User">Who signed in.</param>
/// <param name="SessionId">The session.</param>
/// <param name="AccessToken">To be sent with every request.</param>
/// <param name="RefreshToken">To be exchanged once, for a new access token and a new refresh token.</param>
/// <param name="SessionExpiresAt">When the session ends unless it is refreshed before; UTC.</param>
public sealed record SessionGrant(User User, int SessionId, AccessToken AccessToken, string RefreshToken, DateTime SessionExpiresAt)
{
    /// <summary>Who signed in, as they are known from now on.</summary>
    public Identity Identity => new(User.Id, User.Username, User.Role, null, SessionId);
}
