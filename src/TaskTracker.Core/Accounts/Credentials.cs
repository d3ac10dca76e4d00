using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// From an access token or API key to who it is. The answer is remembered until somebody loses a right, so a request with a known
/// token costs a look-up in memory.
/// </summary>
public sealed class Credentials(TrackerDatabase database, AccessTokens tokens, AccessEpochs epochs, AuditLog audit, TimeProvider time)
{
    // Also how exact an API key's last use is.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(1);

    private const int MaximumRemembered = 10_000;

    // In the process only, and never logged.
    private readonly ConcurrentDictionary<string, Remembered> remembered = new(StringComparer.Ordinal);

    private sealed record Remembered(SignedIn SignedIn, DateTime Until);

    private sealed record FoundKey(Identity Identity, DateTime? ExpiresAt, DateTime? LastUsedAt);

    /// <summary>Who it is. Refusal: <see cref="InvalidCredential"/>.</summary>
    public async ValueTask<Result<SignedIn>> ReadAsync(string credential, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // Before anything is read: what changes meanwhile makes the answer an old one.
        var epoch = epochs.Epoch;
        if (remembered.TryGetValue(credential, out var known) && known.SignedIn.Epoch == epoch && known.Until > now)
        {
            return known.SignedIn;
        }

        var found = credential.StartsWith(Secret.ApiKeyPrefix, StringComparison.Ordinal)
            ? await FindByKeyAsync(credential, epoch, now, cancellationToken)
            : await FindByTokenAsync(credential, epoch, now, cancellationToken);
        if (found is null)
        {
            remembered.TryRemove(credential, out _);
            return new InvalidCredential();
        }

        if (remembered.Count >= MaximumRemembered)
        {
            remembered.Clear();
        }

        var until = now + RememberedFor;
        remembered[credential] = new(found, found.ExpiresAt < until ? found.ExpiresAt.Value : until);
        return found;
    }

    /// <summary>
    /// What is true now of callers who were let in before, in their order; null for one who no longer is. Costs two commands, however
    /// many they are.
    /// </summary>
    public async Task<IReadOnlyList<SignedIn?>> ReadAgainAsync(IReadOnlyList<SignedIn> known, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var epoch = epochs.Epoch;
        int[] sessionIds = [.. known.Select(caller => caller.Identity.SessionId).OfType<int>().Distinct()];
        int[] keyIds = [.. known.Select(caller => caller.Identity.ApiKeyId).OfType<int>().Distinct()];
        using var read = await database.ReadAsync(cancellationToken);
        var sessions = await Found(GoodSessions(read.Context, now).Where(s => sessionIds.Contains(s.Id))).ToListAsync(cancellationToken);
        var keys = await Found(GoodKeys(read.Context, now).Where(k => keyIds.Contains(k.Id))).ToListAsync(cancellationToken);
        var found = sessions.Concat(keys.Select(key => key.Identity)).ToDictionary(identity => (identity.SessionId, identity.ApiKeyId));
        return [.. known.Select(caller =>
            found.TryGetValue((caller.Identity.SessionId, caller.Identity.ApiKeyId), out var identity) && !(caller.ExpiresAt <= now)
                ? caller with { Identity = identity, Epoch = epoch }
                : null)];
    }

    /// <summary>Tells the audit log of a credential that was not good.</summary>
    public void Refused(IPAddress? address) => audit.CredentialRefused(address);

    private async Task<SignedIn?> FindByTokenAsync(string token, long epoch, DateTime now, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(token) is not { } content)
        {
            return null;
        }

        using var read = await database.ReadAsync(cancellationToken);
        var sessions = GoodSessions(read.Context, now).Where(s => s.Id == content.SessionId && s.UserId == content.UserId);
        return await Found(sessions).FirstOrDefaultAsync(cancellationToken) is { } identity ? new(identity, content.ExpiresAt, epoch) : null;
    }

    private async Task<SignedIn?> FindByKeyAsync(string secret, long epoch, DateTime now, CancellationToken cancellationToken)
    {
        if (secret.Length > Secret.MaximumLength)
        {
            return null;
        }

        var hash = Secret.Hash(secret);
        using var read = await database.ReadAsync(cancellationToken);
        if (await Found(GoodKeys(read.Context, now).Where(k => k.Hash == hash)).FirstOrDefaultAsync(cancellationToken) is not { } key)
        {
            return null;
        }

        if (key.LastUsedAt is null || key.LastUsedAt < now - RememberedFor)
        {
            _ = NoteUseAsync(key.Identity.ApiKeyId!.Value, now);
        }

        return new(key.Identity, key.ExpiresAt, epoch);
    }

    private static IQueryable<Session> GoodSessions(TrackerDbContext context, DateTime now) =>
        context.Sessions.Where(s => s.EndedAt == null && s.ExpiresAt > now && s.User!.DisabledAt == null);

    private static IQueryable<ApiKey> GoodKeys(TrackerDbContext context, DateTime now) =>
        context.ApiKeys.Where(k => k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now) && k.User!.DisabledAt == null);

    private static IQueryable<Identity> Found(IQueryable<Session> sessions) =>
        sessions.Select(s => new Identity(s.UserId, s.User!.Username, s.User.Role, null, s.Id, null));

    private static IQueryable<FoundKey> Found(IQueryable<ApiKey> keys) =>
        keys.Select(k => new FoundKey(new Identity(k.UserId, k.User!.Username, k.User.Role, k.Scopes, null, k.Id), k.ExpiresAt, k.LastUsedAt));

    // Nobody waits for it, and a use that is not noted harms nobody.
    private async Task NoteUseAsync(int keyId, DateTime now)
    {
        try
        {
            DateTime? at = now;
            await database.WriteAsync<object>(
                Actor.Operator,
                async context => await context.ApiKeys.Where(k => k.Id == keyId).ExecuteUpdateAsync(row => row.SetProperty(k => k.LastUsedAt, at)),
                CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbUpdateException or InvalidOperationException or System.Data.Common.DbException)
        {
            // The store is closing or cannot write; requests say so by themselves.
        }
    }
}

/// <summary>Somebody whose credential is good.</summary>
/// <param name="Identity">Who it is.</param>
/// <param name="ExpiresAt">When the credential stops being good by itself; null for never. UTC.</param>
/// <param name="Epoch">The <see cref="AccessEpochs.Epoch"/> as of which this is true.</param>
public sealed record SignedIn(Identity Identity, DateTime? ExpiresAt, long Epoch);
