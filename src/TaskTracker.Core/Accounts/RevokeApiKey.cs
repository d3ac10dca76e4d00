using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;

namespace TaskTracker.Core.Accounts;

/// <summary>Makes an API key of the actor worthless, at once.</summary>
public sealed class RevokeApiKey(AccessEpochs epochs, AuditLog audit, TimeProvider time)
{
    /// <summary>The key. Refusals: <see cref="AccessRefusal"/>, <see cref="ApiKeyNotFound"/> (also for a key of somebody else).</summary>
    public async Task<Result<ApiKey>> ExecuteAsync(Actor actor, int id, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageOwnAccount) is { } refusal)
        {
            return refusal;
        }

        var userId = actor.Identity!.UserId;
        var revoked = await epochs.WriteAsync<ApiKey>(
            actor,
            async context =>
            {
                var key = await context.ApiKeys.AsTracking().FirstOrDefaultAsync(k => k.Id == id && k.UserId == userId);
                if (key is null)
                {
                    return new ApiKeyNotFound($"{id}");
                }

                key.RevokedAt ??= time.UtcNow();
                return key;
            },
            cancellationToken);
        return audit.Tell(actor, "revoking an API key", revoked, key => audit.KeyRevoked(actor, key));
    }
}
