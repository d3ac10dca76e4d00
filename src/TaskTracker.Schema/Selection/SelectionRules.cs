using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace TaskTracker.Schema.Selection;

/// <summary>What the specification says of a selection, by the schema.</summary>
public static class SelectionRules
{
    /// <summary>What an operation of a type selects from; null when the schema has no such operations.</summary>
    public static IObjectGraphType? RootType(this ISchema schema, OperationType operation) => operation switch
    {
        OperationType.Mutation => schema.Mutation,
        OperationType.Subscription => schema.Subscription,
        _ => schema.Query,
    };

    /// <summary>What the field is called in the answer.</summary>
    public static ROM ResponseName(this GraphQLField field) => field.Alias is { } alias ? alias.Name.Value : field.Name.Value;

    /// <summary>A field of an object, meta-fields included; null when there is none.</summary>
    public static FieldType? FindField(this ISchema schema, IObjectGraphType type, ROM name) =>
        name == schema.TypeNameMetaFieldType.Name ? schema.TypeNameMetaFieldType
        : type == schema.Query && name == schema.SchemaMetaFieldType.Name ? schema.SchemaMetaFieldType
        : type == schema.Query && name == schema.TypeMetaFieldType.Name ? schema.TypeMetaFieldType
        : type.GetField(name);

    /// <summary>Whether a fragment with this condition is selected on objects of a type.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="condition">Null for an inline fragment without one.</param>
    /// <param name="type">The object's type.</param>
    public static bool Applies(this ISchema schema, GraphQLTypeCondition? condition, IObjectGraphType type) =>
        condition is null
        || condition.Type.Name == type.Name
        || (schema.AllTypes[condition.Type.Name] is IAbstractGraphType @abstract && @abstract.IsPossibleType(type));

    /// <summary>Whether <c>@skip</c> and <c>@include</c> leave a selection in; other directives do not matter.</summary>
    /// <param name="directives">Those of the selection.</param>
    /// <param name="variables">As the engine coerced them.</param>
    public static bool IsIncluded(this GraphQLDirectives? directives, Variables variables)
    {
        if (directives is null)
        {
            return true;
        }

        foreach (var directive in directives.Items)
        {
            if ((directive.Name.Value == "skip" && HoldsIf(directive, variables)) || (directive.Name.Value == "include" && !HoldsIf(directive, variables)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a variable is given and true.</summary>
    public static bool IsTrue(this Variables variables, ROM name) => variables.ValueFor(name, out var value) && value.Value is true;

    private static bool HoldsIf(GraphQLDirective directive, Variables variables) => directive.Arguments?[0].Value switch
    {
        GraphQLBooleanValue literal => literal.BoolValue,
        GraphQLVariable variable => variables.IsTrue(variable.Name.Value),
        _ => false,
    };
}
