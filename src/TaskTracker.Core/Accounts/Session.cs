using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>Somebody's sign-in at one client: a family of refresh tokens, of which each takes the place of the one before.</summary>
public sealed class Session
{
    /// <summary>Assigned by the store, never used twice; access tokens name it.</summary>
    public int Id { get; set; }

    /// <summary>Whose.</summary>
    public int UserId { get; set; }

    /// <summary>UTC, whole microseconds.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When it ends unless it is refreshed before, and at last whether it is or not. UTC, whole microseconds.</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>When somebody ended it; null while nobody has. UTC, whole microseconds.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>Whose. For use inside queries only.</summary>
    public User? User { get; set; }
}

/// <summary>A refresh token that was given out. The token itself is not stored.</summary>
public sealed class RefreshToken
{
    /// <summary>SHA-256 of the token.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>Its family.</summary>
    public int SessionId { get; set; }

    /// <summary>When another took its place; null for the one that is good. UTC, whole microseconds.</summary>
    public DateTime? UsedAt { get; set; }

    /// <summary>The token that took its place, as only whoever has this one can read it (<see cref="Secret.Seal"/>); null for the one that is good.</summary>
    public byte[]? Next { get; set; }

    /// <summary>Its family. For use inside queries only.</summary>
    public Session? Session { get; set; }
}
