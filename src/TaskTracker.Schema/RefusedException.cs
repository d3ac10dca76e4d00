using GraphQL;
using TaskTracker.Core;

namespace TaskTracker.Schema;

/// <summary>A refusal that a query answers among its top-level errors, with the failure's code; mutations answer theirs in the payload.</summary>
public sealed class RefusedException : ExecutionError
{
    /// <param name="failure">What the rules do not allow.</param>
    public RefusedException(Failure failure)
        : base(failure.Message)
    {
        (Code, Failure) = (failure.Code, failure);
        if (failure is CursorExpired expired)
        {
            Extensions = new() { ["oldest"] = expired.OldestCursor };
        }
    }

    /// <summary>What the rules do not allow.</summary>
    public Failure Failure { get; }
}
