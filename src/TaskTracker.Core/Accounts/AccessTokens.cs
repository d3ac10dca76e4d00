using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TaskTracker.Core.Accounts;

/// <summary>
/// Access tokens: JSON Web Tokens (RFC 7519, RFC 9068) that name a user and a session and say nothing of what they may do. That is
/// looked up, so that taking a right away needs no token to expire.
/// </summary>
public sealed class AccessTokens
{
    private const string TokenType = "at+jwt";

    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 4_096 };
    private readonly AccountSettings settings;
    private readonly SigningKeys keys;
    private readonly TimeProvider time;
    private readonly Lazy<TokenValidationParameters> rules;

    /// <param name="settings">Has the names that tokens carry.</param>
    /// <param name="keys">Sign them.</param>
    /// <param name="time">The clock that tokens expire by.</param>
    public AccessTokens(AccountSettings settings, SigningKeys keys, TimeProvider time)
    {
        (this.settings, this.keys, this.time) = (settings, keys, time);
        rules = new(CreateRules);
    }

    /// <summary>A token for a session, which it does not outlive.</summary>
    public AccessToken Issue(Session session)
    {
        var now = Now();
        // In whole seconds, which is how a token says it.
        var lifetime = TimeSpan.FromSeconds(Math.Clamp((long)(session.ExpiresAt - now).TotalSeconds, 1, (long)settings.AccessTokenLifetime.TotalSeconds));
        var expiresAt = now + lifetime;
        var key = keys.Current;
        var token = handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = TokenType,
            Issuer = settings.Issuer,
            Audience = settings.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = expiresAt,
            SigningCredentials = new(key.Key, key.Algorithm),
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = session.UserId.ToString(CultureInfo.InvariantCulture),
                [JwtRegisteredClaimNames.Sid] = session.Id.ToString(CultureInfo.InvariantCulture),
            },
        });
        return new(token, expiresAt, lifetime);
    }

    /// <summary>What a token says, when it is one of ours that is good now; null otherwise.</summary>
    internal async Task<TokenContent?> ReadAsync(string token)
    {
        var result = await handler.ValidateTokenAsync(token, rules.Value);
        return result.IsValid
            && result.SecurityToken is JsonWebToken { ValidTo: var expiresAt } content
            && int.TryParse(content.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var userId)
            && content.TryGetPayloadValue<string>(JwtRegisteredClaimNames.Sid, out var sid)
            && int.TryParse(sid, NumberStyles.None, CultureInfo.InvariantCulture, out var sessionId)
            ? new(userId, sessionId, expiresAt)
            : null;
    }

    private TokenValidationParameters CreateRules() => new()
    {
        ValidIssuer = settings.Issuer,
        ValidAudience = settings.Audience,
        ValidTypes = [TokenType],
        ValidAlgorithms = [.. keys.All.Select(key => key.Algorithm).Distinct()],
        IssuerSigningKeyResolver = (_, _, kid, _) => keys.All.Where(key => key.Key.KeyId == kid).Select(key => key.Key),
        RequireExpirationTime = true,
        // The clocks of two servers differ by a little; nothing hangs on when a token begins.
        LifetimeValidator = (notBefore, expires, _, _) => notBefore <= Now() + ClockDifference && expires > Now(),
    };

    // Tokens count in seconds; a part of one would make a token that is not good yet.
    private DateTime Now()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}

/// <summary>A token that was issued.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">Until when it is good; UTC.</param>
/// <param name="Lifetime">How long that is.</param>
public sealed record AccessToken(string Token, DateTime ExpiresAt, TimeSpan Lifetime);

/// <summary>What a good token says.</summary>
internal sealed record TokenContent(int UserId, int SessionId, DateTime ExpiresAt);
