using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace TaskTracker.Server.GraphQL.Subscriptions;

/// <summary>The variables of a document that stand for <c>after</c> or <c>until</c> of a subscription and for nothing else.</summary>
internal sealed class RangeVariables : ASTVisitor<RangeVariables.Found>
{
    private static readonly RangeVariables Visitor = new();

    /// <summary>Their names.</summary>
    public static IReadOnlySet<string> In(GraphQLDocument document)
    {
        var found = new Found();
        Visitor.VisitAsync(document, found).AsTask().GetAwaiter().GetResult();
        found.Range.ExceptWith(found.Other);
        return found.Range;
    }

    protected override async ValueTask VisitOperationDefinitionAsync(GraphQLOperationDefinition operationDefinition, Found context)
    {
        if (operationDefinition.Operation == OperationType.Subscription)
        {
            context.RangeArguments.AddRange(operationDefinition.SelectionSet.Selections.OfType<GraphQLField>()
                .SelectMany(field => field.Arguments ?? Enumerable.Empty<GraphQLArgument>())
                .Where(argument => argument.Name.Value == "after" || argument.Name.Value == "until"));
        }

        await base.VisitOperationDefinitionAsync(operationDefinition, context);
    }

    protected override ValueTask VisitVariableDefinitionAsync(GraphQLVariableDefinition variableDefinition, Found context) => default;

    protected override async ValueTask VisitArgumentAsync(GraphQLArgument argument, Found context)
    {
        if (argument.Value is GraphQLVariable variable && context.RangeArguments.Contains(argument))
        {
            context.Range.Add(variable.Name.StringValue);
            return;
        }

        await base.VisitArgumentAsync(argument, context);
    }

    protected override ValueTask VisitVariableAsync(GraphQLVariable variable, Found context)
    {
        context.Other.Add(variable.Name.StringValue);
        return default;
    }

    /// <summary>What was found so far.</summary>
    internal sealed class Found : IASTVisitorContext
    {
        public HashSet<string> Range { get; } = [];

        public HashSet<string> Other { get; } = [];

        public List<GraphQLArgument> RangeArguments { get; } = [];

        public CancellationToken CancellationToken => default;
    }
}
