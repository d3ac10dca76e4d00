using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace TaskTracker.Server.GraphQL.Errors;

/// <summary>From the engine's errors to the codes and words that clients see.</summary>
internal static class ErrorTranslation
{
    /// <summary>A message quotes what the client sent, which may be as long as a body; more than this helps nobody.</summary>
    private const int MaxMessageLength = 2_000;

    private const string EngineSyntaxPrefix = "Error parsing query: ";
    private const string UnexpectedFailure = "The server failed to answer this.";

    /// <summary>The code of this door's list, or null for an error that brings a code of its own: a failure of Core.</summary>
    public static ErrorCode? Definition(ExecutionError error) => error switch
    {
        CodedError coded => coded.Definition,
        SyntaxError => ErrorCodes.SyntaxError,
        InvalidVariableError => ErrorCodes.InvalidVariable,
        ValidationError => ErrorCodes.ValidationFailed,
        TimeoutError => ErrorCodes.Timeout,
        // The engine derives a code from the type of an inner exception; such an error is somebody's defect, not a refusal.
        { Code: not null, InnerException: null } => null,
        _ => ErrorCodes.InternalError,
    };

    public static ReadOnlySpan<char> Message(ExecutionError error, ErrorCode? definition)
    {
        if (error is not CodedError && definition == ErrorCodes.InternalError)
        {
            return UnexpectedFailure;
        }

        var message = error.Message.AsSpan();
        if (error is SyntaxError && message.StartsWith(EngineSyntaxPrefix, StringComparison.Ordinal))
        {
            message = message[EngineSyntaxPrefix.Length..];
        }

        return message.Length > MaxMessageLength ? message[..MaxMessageLength] : message;
    }
}
