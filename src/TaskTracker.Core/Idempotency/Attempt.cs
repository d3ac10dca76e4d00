namespace TaskTracker.Core.Idempotency;

/// <summary>One of possibly several attempts at the same request. What the first one did is kept, and the others are answered with it.</summary>
/// <param name="Key">The client's name for the request; see <see cref="IdempotencyKey"/>.</param>
/// <param name="Fingerprint">A hash of the request, by which another request under the same key is told.</param>
/// <param name="Place">Which of the request's writes it is: the response name of a mutation's field; empty for a request with one.</param>
public sealed record Attempt(string Key, byte[] Fingerprint, string Place = "");
