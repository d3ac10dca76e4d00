using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace TaskTracker.Schema.Comparison;

/// <summary>Finds what is different between two schemas and what that does to clients. Descriptions and the order of things make no difference.</summary>
/// <remarks>
/// Breaking and dangerous are what the reference implementation, graphql-js, calls so, with one exception: an argument or a field of an input that may be left out is
/// safe to add. A directive that is applied otherwise, such as <c>@cost</c>, is dangerous.
/// </remarks>
public sealed class SchemaComparison
{
    private const string Deprecated = "deprecated";

    private readonly List<SchemaChange> changes = [];

    private SchemaComparison()
    {
    }

    /// <returns>The differences, the worst first, those of one impact in the order of their places.</returns>
    /// <param name="before">The schema that clients know: definitions of types and directives, no extensions.</param>
    /// <param name="after">The schema that they will meet.</param>
    public static IReadOnlyList<SchemaChange> Of(GraphQLDocument before, GraphQLDocument after)
    {
        var comparison = new SchemaComparison();
        comparison.Compare(TypesOf(before), TypesOf(after), type => type.Name.StringValue, comparison.CompareTypes);
        comparison.Compare(
            before.Definitions.OfType<GraphQLDirectiveDefinition>(), after.Definitions.OfType<GraphQLDirectiveDefinition>(), directive => $"@{directive.Name.Value}", comparison.CompareDirectives);
        comparison.CompareRoots(before, after);
        return [.. comparison.changes.OrderByDescending(change => change.Impact).ThenBy(change => change.Place, StringComparer.Ordinal)];
    }

    /// <returns>The places that are deprecated, with the reason, in the order of the schema.</returns>
    /// <param name="schema">The schema.</param>
    public static IEnumerable<(string Place, string Reason)> DeprecatedIn(GraphQLDocument schema) =>
        from type in TypesOf(schema)
        from member in MembersOf(type)
        let reason = DeprecationOf(member.Node)
        where reason is not null
        select ($"{type.Name.Value}{member.Place}", reason);

    // The parser calls a directive's definition one of a type, too.
    private static IEnumerable<GraphQLTypeDefinition> TypesOf(GraphQLDocument schema) =>
        schema.Definitions.OfType<GraphQLTypeDefinition>().Where(type => type is not GraphQLDirectiveDefinition);

    private static IEnumerable<(string Place, IHasDirectivesNode Node)> MembersOf(GraphQLTypeDefinition type) => type switch
    {
        GraphQLEnumTypeDefinition list => (list.Values?.Items ?? []).Select(value => ($".{value.Name.Value}", (IHasDirectivesNode)value)),
        GraphQLInputObjectTypeDefinition input => (input.Fields?.Items ?? []).Select(field => ($".{field.Name.Value}", (IHasDirectivesNode)field)),
        _ => FieldsOf(type).SelectMany(field => (field.Arguments?.Items ?? [])
            .Select(argument => ($".{field.Name.Value}({argument.Name.Value}:)", (IHasDirectivesNode)argument)).Prepend(($".{field.Name.Value}", field))),
    };

    private static List<GraphQLFieldDefinition> FieldsOf(GraphQLTypeDefinition type) => type switch
    {
        GraphQLObjectTypeDefinition fields => fields.Fields?.Items,
        GraphQLInterfaceTypeDefinition fields => fields.Fields?.Items,
        _ => null,
    } ?? [];

    private static List<GraphQLNamedType> InterfacesOf(GraphQLTypeDefinition type) => (type as IHasInterfacesNode)?.Interfaces?.Items ?? [];

    private static string? DeprecationOf(IHasDirectivesNode node) =>
        node.Directives?.Items.FirstOrDefault(directive => directive.Name.Value == Deprecated) is not { } directive ? null
        : directive.Arguments?.Items.FirstOrDefault() is { Value: GraphQLStringValue reason } ? reason.Value.ToString() : "No longer supported";

    private static string Text(ASTNode? node) => node is null ? "" : new SDLPrinter().Print(node);

    /// <summary>Whether who reads a value of the one type can read a value of the other.</summary>
    private static bool CanBeReadAs(GraphQLType before, GraphQLType after) => (before, after) switch
    {
        (GraphQLNonNullType expected, GraphQLNonNullType given) => CanBeReadAs(expected.Type, given.Type),
        (GraphQLNonNullType, _) => false,
        (_, GraphQLNonNullType given) => CanBeReadAs(before, given.Type),
        (GraphQLListType expected, GraphQLListType given) => CanBeReadAs(expected.Type, given.Type),
        (GraphQLNamedType expected, GraphQLNamedType given) => expected.Name.Value == given.Name.Value,
        _ => false,
    };

    private static bool IsRequired(GraphQLInputValueDefinition value) => value is { Type: GraphQLNonNullType, DefaultValue: null };

    private void CompareTypes(string place, GraphQLTypeDefinition before, GraphQLTypeDefinition after)
    {
        if (before.Kind != after.Kind)
        {
            Add(Impact.Breaking, place, $"is {NameOf(after)} now, and was {NameOf(before)}");
            return;
        }

        CompareApplied(place, (IHasDirectivesNode)before, (IHasDirectivesNode)after);
        Compare(FieldsOf(before), FieldsOf(after), field => $"{place}.{field.Name.Value}", CompareFields);
        Compare(InterfacesOf(before), InterfacesOf(after), type => $"{place} implements {type.Name.Value}", added: _ => Impact.Dangerous);
        switch (before, after)
        {
            case (GraphQLEnumTypeDefinition known, GraphQLEnumTypeDefinition values):
                Compare(known.Values?.Items, values.Values?.Items, value => $"{place}.{value.Name.Value}", CompareApplied, added: _ => Impact.Dangerous);
                break;
            case (GraphQLUnionTypeDefinition known, GraphQLUnionTypeDefinition types):
                Compare(known.Types?.Items, types.Types?.Items, type => $"{place} | {type.Name.Value}", added: _ => Impact.Dangerous);
                break;
            case (GraphQLInputObjectTypeDefinition known, GraphQLInputObjectTypeDefinition fields):
                Compare(known.Fields?.Items, fields.Fields?.Items, field => $"{place}.{field.Name.Value}", CompareInputs, ImpactOfNewInput);
                break;
        }
    }

    private static string NameOf(GraphQLTypeDefinition type) => type switch
    {
        GraphQLObjectTypeDefinition => "an object type",
        GraphQLInterfaceTypeDefinition => "an interface",
        GraphQLUnionTypeDefinition => "a union",
        GraphQLEnumTypeDefinition => "an enum",
        GraphQLInputObjectTypeDefinition => "an input object",
        _ => "a scalar",
    };

    private static Impact ImpactOfNewInput(GraphQLInputValueDefinition value) => IsRequired(value) ? Impact.Breaking : Impact.Safe;

    private void CompareFields(string place, GraphQLFieldDefinition before, GraphQLFieldDefinition after)
    {
        CompareApplied(place, before, after);
        AddTypeChange(place, before.Type, after.Type, CanBeReadAs(before.Type, after.Type));
        Compare(before.Arguments?.Items, after.Arguments?.Items, argument => $"{place}({argument.Name.Value}:)", CompareInputs, ImpactOfNewInput);
    }

    private void CompareInputs(string place, GraphQLInputValueDefinition before, GraphQLInputValueDefinition after)
    {
        CompareApplied(place, before, after);
        // What a client gives is read by the server: the other way round.
        AddTypeChange(place, before.Type, after.Type, CanBeReadAs(after.Type, before.Type) || (after.DefaultValue is not null && after.Type is GraphQLNonNullType { Type: var given } && CanBeReadAs(given, before.Type)));
        if (Text(before.DefaultValue) is var was && Text(after.DefaultValue) is var now && was != now)
        {
            Add(Impact.Dangerous, place, (was, now) switch
            {
                ("", _) => $"has the default {now} now",
                (_, "") => $"has no default any more; it was {was}",
                _ => $"has the default {now} now; it was {was}",
            });
        }
    }

    private void AddTypeChange(string place, GraphQLType before, GraphQLType after, bool isSafe)
    {
        if (Text(before) is var was && Text(after) is var now && was != now)
        {
            Add(isSafe ? Impact.Safe : Impact.Breaking, place, $"is of the type {now} now, and was {was}");
        }
    }

    private void CompareDirectives(string place, GraphQLDirectiveDefinition before, GraphQLDirectiveDefinition after)
    {
        foreach (var location in before.Locations.Items.Except(after.Locations.Items))
        {
            Add(Impact.Breaking, place, $"may not be used on {location} any more");
        }

        foreach (var location in after.Locations.Items.Except(before.Locations.Items))
        {
            Add(Impact.Safe, place, $"may be used on {location} now");
        }

        if (before.Repeatable != after.Repeatable)
        {
            Add(before.Repeatable ? Impact.Breaking : Impact.Safe, place, before.Repeatable ? "may not be repeated any more" : "may be repeated now");
        }

        Compare(before.Arguments?.Items, after.Arguments?.Items, argument => $"{place}({argument.Name.Value}:)", CompareInputs, ImpactOfNewInput);
    }

    private void CompareRoots(GraphQLDocument before, GraphQLDocument after)
    {
        foreach (var operation in Enum.GetValues<OperationType>())
        {
            if (RootOf(before, operation) is { } was && RootOf(after, operation) is var now && was != now)
            {
                Add(Impact.Breaking, "schema", $"has {now ?? "no type"} for its {operation.ToString().ToLowerInvariant()} now; it was {was}");
            }
        }
    }

    // Without a definition of the schema the root types have their usual names.
    private static string? RootOf(GraphQLDocument schema, OperationType operation) =>
        schema.Definitions.OfType<GraphQLSchemaDefinition>().FirstOrDefault() is { } definition
            ? definition.OperationTypes.FirstOrDefault(root => root.Operation == operation)?.Type?.Name.StringValue
            : schema.Definitions.OfType<GraphQLObjectTypeDefinition>().FirstOrDefault(type => type.Name.Value == operation.ToString())?.Name.StringValue;

    private void CompareApplied<T>(string place, T before, T after)
        where T : IHasDirectivesNode
    {
        switch (DeprecationOf(before), DeprecationOf(after))
        {
            case (null, { } reason):
                Add(Impact.Safe, place, $"is deprecated now: {reason}");
                break;
            case ({ }, null):
                Add(Impact.Safe, place, "is not deprecated any more");
                break;
        }

        var was = Applied(before);
        var now = Applied(after);
        foreach (var name in was.Keys.Union(now.Keys).Where(name => was.GetValueOrDefault(name) != now.GetValueOrDefault(name)))
        {
            // An input of which exactly one field must be given takes less than it did.
            Add(name == "oneOf" && now.ContainsKey(name) ? Impact.Breaking : Impact.Dangerous, place, (was.GetValueOrDefault(name), now.GetValueOrDefault(name)) switch
            {
                (null, var added) => $"has {added} now",
                (var gone, null) => $"has {gone} no more",
                var (gone, added) => $"has {added} now; it was {gone}",
            });
        }

        static Dictionary<string, string> Applied(T node) => (node.Directives?.Items ?? []).Where(directive => directive.Name.Value != Deprecated)
            .GroupBy(directive => directive.Name.StringValue).ToDictionary(same => same.Key, same => string.Join(' ', same.Select(Text)));
    }

    /// <summary>Pairs what has the same name; what has lost its partner is removed, and that breaks.</summary>
    private void Compare<T>(IEnumerable<T>? before, IEnumerable<T>? after, Func<T, string> place, Action<string, T, T>? compare = null, Func<T, Impact>? added = null)
        where T : ASTNode
    {
        var known = (before ?? []).ToDictionary(place);
        var given = (after ?? []).ToDictionary(place);
        foreach (var (name, node) in known)
        {
            if (given.TryGetValue(name, out var partner))
            {
                compare?.Invoke(name, node, partner);
            }
            else
            {
                Add(Impact.Breaking, name, node is IHasDirectivesNode deprecated && DeprecationOf(deprecated) is not null ? "was removed; it was deprecated" : "was removed");
            }
        }

        foreach (var (name, node) in given.Where(entry => !known.ContainsKey(entry.Key)))
        {
            var impact = added?.Invoke(node) ?? Impact.Safe;
            Add(impact, name, node is GraphQLInputValueDefinition && impact == Impact.Breaking ? "was added and must be given" : "was added");
        }
    }

    private void Add(Impact impact, string place, string message) => changes.Add(new(impact, place, message));
}
