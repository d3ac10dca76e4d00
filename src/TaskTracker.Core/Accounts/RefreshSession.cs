using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Exchanges a refresh token for a new access token and the next refresh token. A token that comes a second time was stolen, or its
/// thief came first: the whole session ends (RFC 9700, section 4.14.2).
/// </summary>
public sealed class RefreshSession(AccessWatch watch, Sessions sessions, AuditLog audit, TimeProvider time)
{
    /// <summary>The session as it goes on. Refusal: <see cref="InvalidRefreshToken"/>.</summary>
    public async Task<Result<SessionGrant>> ExecuteAsync(Actor actor, string refreshToken, CancellationToken cancellationToken)
    {
        if (refreshToken.Length > Secret.MaximumLength)
        {
            return new InvalidRefreshToken();
        }

        var hash = Secret.Hash(refreshToken);
        (int UserId, int SessionId)? reused = null;
        var refreshed = await watch.WriteAsync<Outcome>(
            actor,
            async context =>
            {
                var now = time.UtcNow();
                var token = await context.RefreshTokens.AsTracking().Include(t => t.Session!.User).FirstOrDefaultAsync(t => t.Hash == hash);
                if (token?.Session is not { User: { } user } session || session.EndedAt is not null || session.ExpiresAt <= now || user.DisabledAt is not null)
                {
                    return new InvalidRefreshToken();
                }

                if (token.UsedAt is not null)
                {
                    session.EndedAt = now;
                    reused = (user.Id, session.Id);
                    return new Outcome(null);
                }

                token.UsedAt = now;
                return new Outcome(await sessions.ExtendAsync(context, user, session));
            },
            cancellationToken,
            takesRights: outcome => outcome.Started is null);
        if (reused is { } stolen)
        {
            audit.RefreshTokenReused(actor, stolen.UserId, stolen.SessionId);
        }

        return refreshed.Value?.Started is { } started ? sessions.Grant(started) : new InvalidRefreshToken();
    }

    /// <summary>What was committed: the next token, or, with none, the end of the session.</summary>
    private sealed record Outcome(Sessions.Started? Started);
}
