using System.Collections.Concurrent;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;
using TaskTracker.Schema.Selection;
using TaskTracker.Server.GraphQL.Costs;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace TaskTracker.Server.GraphQL.Execution.Plans;

/// <summary>A field that is selected.</summary>
internal sealed class FieldPlan
{
    private static readonly object Varying = new();

    // Of the arguments, the values of those that no variable changes, and those that one does.
    private Dictionary<string, ArgumentValue>? constant;
    private QueryArguments? varying;

    // What resolvers read of the field; of what varies, only that it does.
    private readonly ConcurrentDictionary<object, object?> kept = new(concurrencyLevel: 1, capacity: 0);

    /// <summary>The name in the answer.</summary>
    public required JsonEncodedText Name { get; init; }

    /// <summary>What is written whatever the object is; null for what is resolved.</summary>
    public JsonEncodedText? Constant { get; init; }

    public required FieldType Definition { get; init; }

    public required IFieldResolver Resolver { get; init; }

    public required IObjectGraphType ParentType { get; init; }

    /// <summary>The field with the selections of all that it is merged of.</summary>
    public required GraphQLField Field { get; init; }

    /// <summary>The first of those: it has the arguments.</summary>
    public required GraphQLField First { get; init; }

    public required ValuePlan Value { get; init; }

    /// <summary>Its place among <see cref="SelectionPlan.Parts"/>; -1 when it leads to no objects.</summary>
    public required int Part { get; init; }

    /// <summary>The arguments, as the engine would have them.</summary>
    public IDictionary<string, ArgumentValue>? ArgumentsOf(ExecutionContext context)
    {
        if (First.Arguments is null || context.ArgumentValues is not null)
        {
            return context.GetArguments(Definition, First);
        }

        constant ??= Read(context, argument => !Varies(argument));
        varying ??= new(Definition.Arguments!.Where(Varies));
        if (varying.Count == 0)
        {
            return constant;
        }

        var all = new Dictionary<string, ArgumentValue>(constant);
        foreach (var (name, value) in ExecutionHelper.GetArguments(varying, First.Arguments, context.Variables, context.Document, First, null) ?? [])
        {
            all[name] = value;
        }

        return all;
    }

    /// <summary>What a resolver reads of the field, read once unless variables have a part in it.</summary>
    public T Keep<T>(PerDocument<T> what, PlanContext context)
    {
        if (kept.TryGetValue(what, out var known))
        {
            return known == Varying ? what.Read(context) : (T)known!;
        }

        var value = what.Read(context);
        kept[what] = First.Arguments is not null && Definition.Arguments!.Any(argument => what.Arguments.Contains(argument.Name) && Varies(argument)) ? Varying : value;
        return value;
    }

    // Whether it depends on variables.
    private bool Varies(QueryArgument argument) => First.Arguments!.Items.Exists(given => given.Name == argument.Name && InputCost.HasVariables(given.Value));

    private Dictionary<string, ArgumentValue> Read(ExecutionContext context, Func<QueryArgument, bool> which) =>
        ExecutionHelper.GetArguments(new(Definition.Arguments!.Where(which)), First.Arguments, context.Variables, context.Document, First, null) ?? [];
}

/// <summary>What becomes of a value: one of the three, and null where that is allowed.</summary>
/// <param name="IsNullable">Whether it may be null.</param>
/// <param name="Item">What becomes of the items of a list.</param>
/// <param name="Scalar">Writes a leaf.</param>
/// <param name="Objects">What is selected of an object of each type that an interface or a union may be.</param>
internal sealed record ValuePlan(bool IsNullable, ValuePlan? Item, ScalarGraphType? Scalar, IReadOnlyDictionary<IObjectGraphType, SelectionPlan>? Objects)
{
    /// <summary>The interface or union; null where the type is known.</summary>
    public IAbstractGraphType? Abstract { get; init; }

    /// <summary>What is selected of an object, where the type is known.</summary>
    public SelectionPlan? Object { get; init; }

    public bool IsLeaf => Scalar is not null || Item is { IsLeaf: true };

    /// <summary>What is selected of this object.</summary>
    public SelectionPlan SelectionOf(object value, ISchema schema)
    {
        var selection = Object ?? Objects!.GetValueOrDefault(Abstract!.GetObjectType(value, schema)!);
        return selection is { Type: var type } && (type.IsTypeOf is not { } isTypeOf || isTypeOf(value)) ? selection : throw new UnplannedException(isAlways: false);
    }
}
