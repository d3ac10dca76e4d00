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
}
