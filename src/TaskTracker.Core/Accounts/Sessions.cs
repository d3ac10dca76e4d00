using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Data;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>What the use cases do to sessions, inside of their writes.</summary>
public sealed class Sessions(AccountSettings settings, AccessTokens tokens, TimeProvider time)
{
    /// <summary>A session that has been started or refreshed, and its refresh token.</summary>
    internal sealed record Started(User User, Session Session, string RefreshToken);

    /// <summary>Starts one, and forgets those that are over.</summary>
    internal async Task<Started> StartAsync(TrackerDbContext context, User user)
    {
        var now = time.UtcNow();
        await context.Sessions.Where(s => s.ExpiresAt < now).ExecuteDeleteAsync();
        var session = new Session { UserId = user.Id, CreatedAt = now };
        context.Add(session);
        return await ExtendAsync(context, user, session);
    }

    /// <summary>Gives a session its next refresh token and another stretch of life.</summary>
    internal async Task<Started> ExtendAsync(TrackerDbContext context, User user, Session session)
    {
        var (next, last) = (time.UtcNow() + settings.SessionLifetime, LastMoment(session));
        session.ExpiresAt = next < last ? next : last;
        var token = Secret.Create(Secret.RefreshTokenPrefix);
        context.Add(new RefreshToken { Hash = Secret.Hash(token), Session = session });
        await context.SaveChangesAsync();
        return new(user, session, token);
    }

    /// <summary>When a session ends, however often it is refreshed.</summary>
    internal DateTime LastMoment(Session session) => session.CreatedAt + settings.GreatestSessionAge;

    /// <summary>Ends those of a user, except one; answers how many.</summary>
    internal Task<int> EndAllAsync(TrackerDbContext context, int userId, int? except = null)
    {
        DateTime? now = time.UtcNow();
        return context.Sessions.Where(s => s.UserId == userId && s.EndedAt == null && s.Id != except)
            .ExecuteUpdateAsync(row => row.SetProperty(s => s.EndedAt, now));
    }

    /// <summary>What the client gets; after the commit.</summary>
    internal SessionGrant Grant(Started started) =>
        new(started.User, started.Session.Id, tokens.Issue(started.Session), started.RefreshToken, started.Session.ExpiresAt);
}
