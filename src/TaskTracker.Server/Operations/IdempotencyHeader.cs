namespace TaskTracker.Server.Operations;

/// <summary>How a client names a request over HTTP (draft-ietf-httpapi-idempotency-key-header).</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";
}
