using System.Security.Cryptography;
using System.Text;
using TaskTracker.Core.Idempotency;
using TaskTracker.Server.GraphQL.Errors;
using TaskTracker.Server.Operations;
using TaskTracker.Server.Rest.Answers;

namespace TaskTracker.Server.Rest.Requests;

/// <summary>What a request says about having been sent before.</summary>
internal static class RequestAttempt
{
    /// <summary>The attempt that this request is; null when it has no key.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="refusal">The answer to a key that is none.</param>
    public static Attempt? Of(HttpRequest request, ReadOnlyMemory<byte> body, out IResult? refusal)
    {
        refusal = null;
        var header = request.Headers[IdempotencyHeader.Name];
        if (header.Count == 0)
        {
            return null;
        }

        // Several values become one text that is no key.
        if (IdempotencyKey.Read(header.ToString()) is { } key)
        {
            return new Attempt(key, Fingerprint(request, body.Span));
        }

        refusal = RestAnswer.Coded(StatusCodes.Status400BadRequest, ErrorCodes.InvalidIdempotencyKey.Name, IdempotencyKey.Rule);
        return null;
    }

    private static byte[] Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"rest {request.Method} {request.Path}{request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
