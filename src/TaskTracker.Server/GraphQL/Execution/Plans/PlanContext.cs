using System.Security.Claims;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using TaskTracker.Schema.Selection;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace TaskTracker.Server.GraphQL.Execution.Plans;

/// <summary>What a resolver is told when a plan runs it.</summary>
/// <param name="execution">The engine's.</param>
internal sealed class PlanContext(ExecutionContext execution) : IResolveFieldContext<object?>, IKeepsPerDocument
{
    private IDictionary<string, ArgumentValue>? arguments;

    /// <summary>The object.</summary>
    public PlannedObject Object { get; set; } = null!;

    /// <summary>The field of it.</summary>
    public FieldPlan Plan
    {
        get;
        set
        {
            field = value;
            arguments = null;
        }
    } = null!;

    public T Keep<T>(PerDocument<T> what) => Plan.Keep(what, this);

    public object? Source => Object.Source;

    public GraphQLField FieldAst => Plan.Field;

    public FieldType FieldDefinition => Plan.Definition;

    public IObjectGraphType ParentType => Plan.ParentType;

    // A resolver asks for one after the other.
    public IDictionary<string, ArgumentValue>? Arguments => arguments ??= Plan.ArgumentsOf(execution);

    public IDictionary<string, DirectiveInfo>? Directives => execution.GetDirectives(Plan.First);

    public IEnumerable<object> ResponsePath => Object.Path.Append(Plan.Name.Value);

    // None of ours asks for these; the engine answers whoever does.
    public IResolveFieldContext? Parent => throw new UnplannedException(isAlways: true);

    public IEnumerable<object> Path => throw new UnplannedException(isAlways: true);

    public Dictionary<string, (GraphQLField Field, FieldType FieldType)>? SubFields => throw new UnplannedException(isAlways: true);

    public object? RootValue => execution.RootValue;

    public ISchema Schema => execution.Schema;

    public GraphQLDocument Document => execution.Document;

    public GraphQLOperationDefinition Operation => execution.Operation;

    public Variables Variables => execution.Variables;

    public CancellationToken CancellationToken => execution.CancellationToken;

    public Metrics Metrics => execution.Metrics;

    public ExecutionErrors Errors => execution.Errors;

    public IDictionary<string, object?> UserContext => execution.UserContext;

    public IReadOnlyDictionary<string, object?> InputExtensions => execution.InputExtensions;

    public IDictionary<string, object?> OutputExtensions => execution.OutputExtensions;

    public IServiceProvider? RequestServices => execution.RequestServices;

    public IExecutionArrayPool ArrayPool => execution;

    public ClaimsPrincipal? User => execution.User;

    public IExecutionContext ExecutionContext => execution;
}
