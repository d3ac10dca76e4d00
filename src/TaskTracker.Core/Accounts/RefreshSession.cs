using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Exchanges a refresh token for a new access token and the next refresh token. A token that comes a second time was stolen, or its
/// thief came first: the whole session ends (RFC 9700, section 4.14.2). Only a client that asks again at once, because the answer was
/// lost or because it asked twice at the same time, gets the same next token again, as long as nobody has used that one.
/// </summary>
public sealed class RefreshSession(AccessEpochs epochs, Sessions sessions, AuditLog audit, TimeProvider time)
{
    /// <summary>How long a client may take to ask again: as long as clients wait for an answer.</summary>
    public static readonly TimeSpan Repetition = TimeSpan.FromSeconds(30);

    /// <summary>The session as it goes on. Refusal: <see cref="InvalidRefreshToken"/>.</summary>
    public async Task<Result<SessionGrant>> ExecuteAsync(Actor actor, string refreshToken, CancellationToken cancellationToken)
    {
        Result<Outcome> outcome = refreshToken.Length > Secret.MaximumLength
            ? new InvalidRefreshToken()
            : await epochs.WriteAsync<Outcome>(actor, context => ExchangeAsync(context, refreshToken), cancellationToken, takesRights: done => done.Refreshed is null);
        if (outcome.Value is { Refreshed: null, SessionId: var sessionId, UserId: var userId })
        {
            audit.RefreshTokenReused(actor, userId, sessionId);
            return new InvalidRefreshToken();
        }

        var told = audit.Tell(actor, "refreshing a session", outcome, done => audit.SessionRefreshed(actor, done.UserId, done.SessionId));
        return told.Succeeded ? sessions.Grant(told.Value.Refreshed!) : told.Refusal;
    }

    private async Task<Result<Outcome>> ExchangeAsync(TrackerDbContext context, string given)
    {
        var now = time.UtcNow();
        var hash = Secret.Hash(given);
        var token = await context.RefreshTokens.AsTracking().Include(t => t.Session!.User).FirstOrDefaultAsync(t => t.Hash == hash);
        if (token?.Session is not { User: { } user } session || session.EndedAt is not null || session.ExpiresAt <= now || sessions.LastMoment(session) <= now || user.DisabledAt is not null)
        {
            return new InvalidRefreshToken();
        }

        if (token.UsedAt is null)
        {
            var next = await sessions.ExtendAsync(context, user, session);
            (token.UsedAt, token.Next) = (now, Secret.Seal(next.RefreshToken, given));
            return new Outcome(user.Id, session.Id, next);
        }

        if (await FindNextAsync(context, token, given, now) is { } again)
        {
            return new Outcome(user.Id, session.Id, new(user, session, again));
        }

        session.EndedAt = now;
        return new Outcome(user.Id, session.Id, null);
    }

    private static async Task<string?> FindNextAsync(TrackerDbContext context, RefreshToken token, string given, DateTime now)
    {
        if (token.Next is null || now - token.UsedAt > Repetition)
        {
            return null;
        }

        var next = Secret.Unseal(token.Next, given);
        var hash = Secret.Hash(next);
        return await context.RefreshTokens.AnyAsync(t => t.Hash == hash && t.UsedAt == null) ? next : null;
    }

    /// <summary>What was committed: the next token, or, with none, the end of the session.</summary>
    private sealed record Outcome(int UserId, int SessionId, Sessions.Started? Refreshed);
}
