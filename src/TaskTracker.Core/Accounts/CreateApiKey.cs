using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Accounts;

/// <summary>Makes an API key for the actor.</summary>
public sealed class CreateApiKey(TrackerDatabase database, AuditLog audit, TimeProvider time)
{
    private const int ShownCharacters = 8;

    /// <param name="Name">1 to <see cref="ApiKey.NameMaximum"/> characters.</param>
    /// <param name="Scopes">At least one.</param>
    /// <param name="ExpiresAt">In the future; null for never.</param>
    public sealed record Input(string Name, ApiScopes Scopes, DateTime? ExpiresAt);

    /// <summary>The key, which is not shown again. Refusals: <see cref="AccessRefusal"/>, <see cref="InvalidInput"/> for each bad field, <see cref="TooManyApiKeys"/>.</summary>
    public async Task<Result<ApiKeyGrant>> ExecuteAsync(Actor actor, Input input, CancellationToken cancellationToken) =>
        audit.Tell(actor, "creating an API key", await CreateAsync(actor, input, cancellationToken), created => audit.KeyCreated(actor, created.Key));

    private async Task<Result<ApiKeyGrant>> CreateAsync(Actor actor, Input input, CancellationToken cancellationToken)
    {
        if (AccessRules.Refuse(actor, Permissions.ManageOwnAccount) is { } refusal)
        {
            return refusal;
        }

        var now = time.UtcNow();
        List<Failure> problems = [];
        problems.AddIfAny(TextRules.Check(input.Name, 1, ApiKey.NameMaximum) is { } problem ? new InvalidInput("name", problem) : null);
        problems.AddIfAny(input.Scopes == ApiScopes.None ? new InvalidInput("scopes", new InputProblem.Empty()) : null);
        problems.AddIfAny(input.ExpiresAt <= now ? new InvalidInput("expiresAt", new InputProblem.NotInTheFuture()) : null);
        if (problems.Count > 0)
        {
            return problems;
        }

        var secret = Secret.Create(Secret.ApiKeyPrefix);
        var key = new ApiKey
        {
            UserId = actor.Identity!.UserId,
            Name = input.Name,
            Start = secret[..ShownCharacters],
            Hash = Secret.Hash(secret),
            Scopes = input.Scopes,
            CreatedAt = now,
            ExpiresAt = input.ExpiresAt,
        };
        return await database.WriteAsync<ApiKeyGrant>(
            actor,
            async context =>
            {
                if (await context.ApiKeys.CountAsync(k => k.UserId == key.UserId && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now)) >= ApiKey.MaximumPerUser)
                {
                    return new TooManyApiKeys();
                }

                context.Add(key);
                await context.SaveChangesAsync();
                return new ApiKeyGrant(key, secret);
            },
            cancellationToken);
    }
}

/// <summary>A key that was made.</summary>
/// <param name="Key">What is kept of it.</param>
/// <param name="Secret">The key itself: it is shown once.</param>
public sealed record ApiKeyGrant(ApiKey Key, string Secret);
