using System.Collections;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using TaskTracker.Schema.Costs;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>What the values of arguments cost: filters, orders, lists.</summary>
internal sealed class InputCost(CostWeights weights)
{
    /// <summary>The argument's weight and that of its value; nothing when it is a variable that was not given.</summary>
    public double Of(QueryArgument argument, GraphQLValue value, Variables variables) =>
        IsGiven(value, variables) ? weights.OfInput(argument) + Of(argument.ResolvedType!, value, variables) : 0;

    /// <summary>Whether the value, as written in the document, holds variables.</summary>
    public static bool HasVariables(GraphQLValue value) => value switch
    {
        GraphQLVariable => true,
        GraphQLListValue { Values: { } items } => items.Exists(HasVariables),
        GraphQLObjectValue { Fields: { } fields } => fields.Exists(field => HasVariables(field.Value)),
        _ => false,
    };

    private static bool IsGiven(GraphQLValue value, Variables variables) => value is not GraphQLVariable variable || variables.ValueFor(variable.Name.Value, out _);

    private double Of(IGraphType type, GraphQLValue value, Variables variables)
    {
        switch (Nullable(type), value)
        {
            case (var nullable, GraphQLVariable variable):
                return variables.ValueFor(variable.Name.Value, out var given) ? Of(nullable, given.Value) : 0;
            case (ListGraphType list, GraphQLListValue { Values: { } items }):
                return items.Sum(item => CostWeights.OfListItem + Of(list.ResolvedType!, item, variables));
            case (ListGraphType list, GraphQLObjectValue):
                return Of(list.ResolvedType!, value, variables);
            case (IInputObjectGraphType input, GraphQLObjectValue { Fields: { } fields }):
                return fields.Sum(field => input.GetField(field.Name.Value) is { } definition && IsGiven(field.Value, variables)
                    ? weights.OfInput(definition) + (definition.CostTimes() * Of(definition.ResolvedType!, field.Value, variables))
                    : 0);
            default:
                return 0;
        }
    }

    /// <param name="type">The type.</param>
    /// <param name="value">As the engine coerced it.</param>
    private double Of(IGraphType type, object? value)
    {
        switch (Nullable(type), value)
        {
            case (ListGraphType list, IEnumerable items) when value is not (string or IDictionary<string, object?>):
                return items.Cast<object?>().Sum(item => CostWeights.OfListItem + Of(list.ResolvedType!, item));
            case (ListGraphType list, IDictionary<string, object?>):
                return Of(list.ResolvedType!, value);
            case (IInputObjectGraphType input, IDictionary<string, object?> members):
                return members.Sum(member => input.GetField(member.Key) is { } definition
                    ? weights.OfInput(definition) + (definition.CostTimes() * Of(definition.ResolvedType!, member.Value))
                    : 0);
            default:
                return 0;
        }
    }

    private static IGraphType Nullable(IGraphType type) => type is NonNullGraphType nonNull ? nonNull.ResolvedType! : type;
}
