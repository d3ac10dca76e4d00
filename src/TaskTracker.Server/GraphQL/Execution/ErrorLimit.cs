using GraphQL;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// Stops a validation that has found more errors than anybody is told: for each of them the engine counts lines from the start of
/// the text.
/// </summary>
internal sealed class ErrorLimit(int maxErrors) : ValidationRuleBase, INodeVisitor
{
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) => new(this);

    public ValueTask EnterAsync(ASTNode node, ValidationContext context) =>
        context.HasErrors && context.Errors.Count() >= maxErrors ? throw new Reached([.. context.Errors]) : default;

    public ValueTask LeaveAsync(ASTNode node, ValidationContext context) => default;

    /// <summary>A result that was not executed, with no more errors than anybody is told.</summary>
    public ExecutionResult Shorten(ExecutionResult refusal) => refusal.Errors switch
    {
        [Reached reached, ..] => new() { Errors = [.. reached.Found.Take(maxErrors)] },
        { } errors when errors.Count > maxErrors => new() { Errors = [.. errors.Take(maxErrors)] },
        _ => refusal,
    };

    /// <summary>Carries what was found out of the engine, which knows no other way to stop.</summary>
    public sealed class Reached(IReadOnlyList<ValidationError> found) : ExecutionError("Too many errors.")
    {
        public IReadOnlyList<ValidationError> Found => found;
    }
}
