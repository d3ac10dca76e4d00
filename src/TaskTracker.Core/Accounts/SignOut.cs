using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;

namespace TaskTracker.Core.Accounts;

/// <summary>Ends the actor's session, or all of theirs. Access tokens of an ended session are no longer good.</summary>
public sealed class SignOut(AccessEpochs epochs, Sessions sessions, AuditLog audit, TimeProvider time)
{
    /// <summary>How many sessions ended. Refusal: <see cref="AccessRefusal"/>.</summary>
    public async Task<Result<SignedOut>> ExecuteAsync(Actor actor, bool everywhere, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageOwnAccount) is { } refusal)
        {
            return refusal;
        }

        // Only sessions of somebody manage accounts.
        var (userId, sessionId) = (actor.Identity!.UserId, actor.Identity.SessionId);
        var ended = await epochs.WriteAsync<SignedOut>(
            actor,
            async context =>
            {
                DateTime? now = time.UtcNow();
                return new SignedOut(everywhere
                    ? await sessions.EndAllAsync(context, userId)
                    : await context.Sessions.Where(s => s.Id == sessionId && s.EndedAt == null).ExecuteUpdateAsync(row => row.SetProperty(s => s.EndedAt, now)));
            },
            cancellationToken);
        return audit.Tell(actor, "signing out", ended, done => audit.SignedOut(actor, done.Sessions));
    }
}

/// <summary>What signing out did.</summary>
/// <param name="Sessions">How many sessions ended.</param>
public sealed record SignedOut(int Sessions);
