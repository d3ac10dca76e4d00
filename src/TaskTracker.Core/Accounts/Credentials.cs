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
public sealed class Credentials(TrackerDatabase database, AccessTokens tokens, AccessWatch watch, AuditLog audit, TimeProvider time)
{
    // Also how exact an API key's last use is.
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(1);

    private const int MaximumRemembered = 10_000;

    // In the process only, and never logged.
    private readonly ConcurrentDictionary<string, Remembered> remembered = new(StringComparer.Ordinal);

    private sealed record Remembered(SignedIn SignedIn, long Epoch, DateTime Until);

    /// <summary>Who it is. Refusal: <see cref="InvalidCredential"/>.</summary>
    public async ValueTask<Result<SignedIn>> ReadAsync(string credential, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // Before anything is read: what changes meanwhile makes the answer an old one.
        var epoch = watch.Epoch;
        if (remembered.TryGetValue(credential, out var known) && known.Epoch == epoch && known.Until > now)
        {
            return known.SignedIn;
        }

        var found = credential.StartsWith(Secret.ApiKeyPrefix, StringComparison.Ordinal)
            ? await FindByKeyAsync(credential, now, cancellationToken)
            : await FindByTokenAsync(credential, now, cancellationToken);
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
        remembered[credential] = new(found, epoch, found.ExpiresAt < until ? found.ExpiresAt.Value : until);
        return found;
    }

    /// <summary>Tells the audit log of a credential that was not good.</summary>
    public void Refused(IPAddress? address) => audit.CredentialRefused(address);

    private async Task<SignedIn?> FindByTokenAsync(string token, DateTime now, CancellationToken cancellationToken)
    {
        if (await tokens.ReadAsync(token) is not { } content)
        {
            return null;
        }

        using var read = await database.ReadAsync(cancellationToken);
        var user = await read.Context.Sessions
            .Where(s => s.Id == content.SessionId && s.UserId == content.UserId && s.EndedAt == null && s.ExpiresAt > now && s.User!.DisabledAt == null)
            .Select(s => new { s.User!.Username, s.User.Role })
            .FirstOrDefaultAsync(cancellationToken);
        return user is null ? null : new(new Identity(content.UserId, user.Username, user.Role, null, content.SessionId), content.ExpiresAt);
    }

    private async Task<SignedIn?> FindByKeyAsync(string secret, DateTime now, CancellationToken cancellationToken)
    {
        if (secret.Length > Secret.MaximumLength)
        {
            return null;
        }

        var hash = Secret.Hash(secret);
        ReadSession read;
        using (read = await database.ReadAsync(cancellationToken))
        {
            var key = await read.Context.ApiKeys
                .Where(k => k.Hash == hash && k.RevokedAt == null && (k.ExpiresAt == null || k.ExpiresAt > now) && k.User!.DisabledAt == null)
                .Select(k => new { k.Id, k.UserId, k.Scopes, k.ExpiresAt, k.LastUsedAt, k.User!.Username, k.User.Role })
                .FirstOrDefaultAsync(cancellationToken);
            if (key is null)
            {
                return null;
            }

            if (key.LastUsedAt is null || key.LastUsedAt < now - RememberedFor)
            {
                _ = NoteUseAsync(key.Id, now);
            }

            return new(new Identity(key.UserId, key.Username, key.Role, key.Scopes, null), key.ExpiresAt);
        }
    }

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
public sealed record SignedIn(Identity Identity, DateTime? ExpiresAt);
