using System.Text.Json.Serialization;
using TaskTracker.Core.Access;
using TaskTracker.Core.Users;

namespace TaskTracker.Core.Accounts;

/// <summary>A key with which a program acts for its owner, as far as the scopes go. The key itself is shown once and not stored.</summary>
public sealed class ApiKey
{
    /// <summary>Most characters of a name.</summary>
    public const int NameMaximum = 100;

    /// <summary>Most keys that somebody may have which are neither revoked nor expired.</summary>
    public const int MaximumPerUser = 50;

    /// <summary>Assigned by the store, never used twice.</summary>
    public int Id { get; set; }

    /// <summary>Whose.</summary>
    public int UserId { get; set; }

    /// <summary>What its owner calls it; 1 to <see cref="NameMaximum"/> characters.</summary>
    public string Name { get; set; } = "";

    /// <summary>How the key begins, to tell it from others.</summary>
    public string Start { get; set; } = "";

    /// <summary>SHA-256 of the key.</summary>
    [JsonIgnore]
    public byte[] Hash { get; set; } = [];

    /// <summary>What it is for.</summary>
    public ApiScopes Scopes { get; set; }

    /// <summary>UTC, whole microseconds.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>From when on it is no longer good; null for never. UTC, whole microseconds.</summary>
    public DateTime? ExpiresAt { get; set; }

    /// <summary>When it was last used, to a minute; null when it never was. UTC.</summary>
    public DateTime? LastUsedAt { get; set; }

    /// <summary>When its owner revoked it; null while they have not. UTC, whole microseconds.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>Whose. For use inside queries only.</summary>
    [JsonIgnore]
    public User? User { get; set; }
}
