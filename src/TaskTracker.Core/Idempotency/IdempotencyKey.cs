namespace TaskTracker.Core.Idempotency;

/// <summary>
/// How a client names a request that it may have to send again: 1 to <see cref="MaximumLength"/> visible ASCII characters, as they are or
/// as a quoted string (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
public static class IdempotencyKey
{
    /// <summary>Most characters, quotes aside.</summary>
    public const int MaximumLength = 255;

    /// <summary>What a key is, for whoever sent something else.</summary>
    public static readonly string Rule = $"An idempotency key is 1 to {MaximumLength} visible ASCII characters, such as a UUID; quotes around it do not count.";

    /// <summary>The key, without quotes; null when it is none.</summary>
    public static string? Read(string text)
    {
        var key = text.Trim(' ');
        if (key is ['"', .., '"'])
        {
            key = key[1..^1];
        }

        return key.Length is > 0 and <= MaximumLength && !key.Contains('"') && key.All(character => character is > ' ' and <= '~') ? key : null;
    }
}
