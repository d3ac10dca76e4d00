using System.Collections;
using System.Globalization;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>
/// What selections cost for one object: a sum that is known from the document, and parts for which the variables are needed.
/// </summary>
internal sealed class SelectionCost(OperationCost known, IReadOnlyList<VaryingCost> varying)
{
    public static readonly SelectionCost Nothing = new(default, []);

    /// <summary>The cost when it is the same whatever the variables are.</summary>
    public OperationCost? Known => varying.Count == 0 ? known : null;

    public SelectionCost Plus(OperationCost more) => new(known + more, varying);

    /// <param name="variables">As the engine coerced them.</param>
    /// <param name="rows">The size of the lists that stand among the selections because their connection says so.</param>
    public OperationCost Of(Variables variables, double rows)
    {
        var sum = known;
        foreach (var part in varying)
        {
            sum += part.Of(variables, rows);
        }

        return sum;
    }
}

/// <summary>A part of a cost for which the variables are needed.</summary>
internal abstract class VaryingCost
{
    public abstract OperationCost Of(Variables variables, double rows);
}

/// <summary>The dearest of the types that there may be.</summary>
internal sealed class DearestType(IReadOnlyList<SelectionCost> types) : VaryingCost
{
    public override OperationCost Of(Variables variables, double rows) =>
        types.Aggregate(default(OperationCost), (dearest, type) => OperationCost.Max(dearest, type.Of(variables, rows)));
}

/// <summary>A field, merged of all that select it.</summary>
internal sealed class FieldCost : VaryingCost
{
    /// <summary>When it is selected: when all the conditions of one of them hold. Empty for always.</summary>
    public required IReadOnlyList<IReadOnlyList<Condition>> Selected { get; init; }

    /// <summary>The weight of the field and of arguments without variables, and of one object.</summary>
    public required OperationCost Weight { get; init; }

    public required InputCost Inputs { get; init; }

    /// <summary>The arguments with variables.</summary>
    public required IReadOnlyList<(QueryArgument Argument, GraphQLValue Value)> Arguments { get; init; }

    /// <summary>How many objects it answers.</summary>
    public required Count Objects { get; init; }

    /// <summary>How many rows are in the lists below it that say nothing themselves.</summary>
    public required Count RowsBelow { get; init; }

    public required SelectionCost Selections { get; init; }

    /// <summary>What all of it counts.</summary>
    public required double Times { get; init; }

    /// <summary>The cost when it is the same whatever the variables are.</summary>
    public OperationCost? Known => Selected.Count == 0 && Arguments.Count == 0 && Objects.Known is { } objects && Selections.Known is { } selections
        ? Sum(0, objects, selections)
        : null;

    public override OperationCost Of(Variables variables, double rows)
    {
        if (Selected.Count > 0 && !Selected.Any(conditions => conditions.All(condition => condition.Holds(variables))))
        {
            return default;
        }

        var arguments = 0.0;
        foreach (var (argument, value) in Arguments)
        {
            arguments += Inputs.Of(argument, value, variables);
        }

        return Sum(arguments, Objects.Of(variables, rows), Selections.Of(variables, RowsBelow.Of(variables, rows)));
    }

    private OperationCost Sum(double arguments, double objects, OperationCost selections)
    {
        var sum = Weight with { Arguments = Weight.Arguments + arguments, Type = Weight.Type * objects } + selections.ForEach(objects);
        return new(sum.Fields * Times, sum.Arguments * Times, sum.Type * Times);
    }
}

/// <summary>A <c>@skip</c> or <c>@include</c> with a variable.</summary>
internal readonly record struct Condition(ROM Variable, bool Value)
{
    public bool Holds(Variables variables) => variables.ValueFor(Variable, out var value) && value.Value is bool given && given == Value;
}

/// <summary>The size of a list: known, or of the connection above, or from slicing arguments.</summary>
/// <param name="Known">The size when it is known.</param>
/// <param name="Size">Bounds what the slicing arguments say; null for the size of the connection above.</param>
/// <param name="Slicing">The slicing arguments that are given in the document.</param>
internal sealed record Count(double? Known, ListSize? Size, IReadOnlyList<Slice> Slicing)
{
    public static readonly Count One = new(1, null, []);

    /// <summary>The size of the connection above.</summary>
    public static readonly Count Rows = new(null, null, []);

    public static Count Exactly(double size) => new(size, null, []);

    public static Count Of(ListSize size, IReadOnlyList<Slice> slicing) => slicing.Any(slice => InputCost.HasVariables(slice.Value))
        ? new(null, size, slicing)
        : Exactly(From(size, slicing, Variables.None));

    public double Of(Variables variables, double rows) => Known ?? (Size is null ? rows : From(Size, Slicing, variables));

    private static double From(ListSize size, IReadOnlyList<Slice> slicing, Variables variables) =>
        slicing.Max(slice => slice.Wanted(variables)) is { } greatest ? size.Bound(greatest) : size.Otherwise;
}

/// <summary>What is given for a slicing argument.</summary>
/// <param name="Value">The argument, or what is in it as far as the document says.</param>
/// <param name="Within">Where to look in it further, when it is a variable.</param>
internal sealed record Slice(GraphQLValue Value, IReadOnlyList<string> Within)
{
    /// <param name="path">An argument, or a field of its input, such as <c>input.tasks</c>.</param>
    /// <param name="arguments">What is given in the document.</param>
    /// <returns>Null when nothing is given.</returns>
    public static Slice? Of(string path, IReadOnlyList<(QueryArgument Argument, GraphQLValue Value)> arguments)
    {
        string[] names = path.Split('.');
        var value = arguments.FirstOrDefault(given => given.Argument.Name == names[0]).Value;
        var depth = 1;
        for (; depth < names.Length && value is GraphQLObjectValue input; depth++)
        {
            value = input.Fields?.Find(field => field.Name.Value == names[depth])?.Value;
        }

        return value is null ? null : new(value, names[depth..]);
    }

    /// <summary>How many items are wanted; null when that is not said.</summary>
    public double? Wanted(Variables variables) => Value switch
    {
        GraphQLVariable variable => variables.ValueFor(variable.Name.Value, out var given) ? Read(Within.Aggregate(given.Value, Member)) : null,
        GraphQLIntValue number => double.Parse(number.Value.Span, CultureInfo.InvariantCulture),
        GraphQLListValue list => list.Values?.Count ?? 0,
        _ => null,
    };

    private static object? Member(object? input, string name) => input is IDictionary<string, object?> members && members.TryGetValue(name, out var value) ? value : null;

    private static double? Read(object? value) => value switch
    {
        int number => number,
        ICollection list => list.Count,
        _ => null,
    };
}
