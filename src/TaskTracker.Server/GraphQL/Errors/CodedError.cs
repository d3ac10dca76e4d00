using GraphQL;

namespace TaskTracker.Server.GraphQL.Errors;

/// <summary>A refusal by this door, with a code of its list.</summary>
internal sealed class CodedError : ExecutionError
{
    public CodedError(ErrorCode code, string message)
        : base(message)
    {
        Code = code.Name;
        Definition = code;
    }

    public ErrorCode Definition { get; }

    /// <summary>When it makes sense to try again, in <c>extensions</c>, and for a request that was refused whole in <c>Retry-After</c> too.</summary>
    public int? RetryAfterSeconds
    {
        get;
        init
        {
            field = value;
            if (value is not null)
            {
                (Extensions ??= [])["retryAfterSeconds"] = value;
            }
        }
    }
}
