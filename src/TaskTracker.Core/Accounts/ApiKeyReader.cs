using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Accounts;

/// <summary>Reads API keys, for their owner.</summary>
public sealed class ApiKeyReader(TrackerDatabase database)
{
    /// <summary>The actor's keys, revoked and expired ones too, oldest first. Refusal: <see cref="AccessRefusal"/>.</summary>
    public async Task<Result<IReadOnlyList<ApiKey>>> ReadOwnAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageOwnAccount) is { } refusal)
        {
            return refusal;
        }

        var userId = actor.Identity!.UserId;
        using var read = await database.ReadAsync(cancellationToken);
        return await read.Context.ApiKeys.Where(k => k.UserId == userId).OrderBy(k => k.Id).ToListAsync(cancellationToken);
    }
}
