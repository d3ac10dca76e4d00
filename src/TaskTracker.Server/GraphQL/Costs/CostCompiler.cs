using GraphQL;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>
/// Works out once for a document what an operation costs, so that for each request only what depends on the variables is left, which is
/// nothing for most. Fields of one response name are merged first, as the engine does: a page made of forty fragments that all
/// need the user's name costs as much as it finds.
/// </summary>
/// <param name="document">A valid document.</param>
/// <param name="weights">What the schema says.</param>
/// <param name="introspection">The sizes of introspection's lists.</param>
internal sealed class CostCompiler(GraphQLDocument document, CostWeights weights, IntrospectionSizes introspection)
{
    private readonly InputCost inputs = new(weights);

    public SelectionCost Compile(GraphQLOperationDefinition operation)
    {
        var root = weights.Schema.RootType(operation.Operation)!;
        return Compile(root, [new(operation.SelectionSet, [])], [], Count.One).Plus(new(0, 0, weights.OfType(root)));
    }

    /// <param name="type">What is selected from.</param>
    /// <param name="sources">The selections.</param>
    /// <param name="sizedFields">The fields of the type that are as long as the connection above says.</param>
    /// <param name="rows">How long that is.</param>
    private SelectionCost Compile(IGraphType type, IReadOnlyList<Source> sources, IReadOnlyList<string> sizedFields, Count rows)
    {
        if (type is not IAbstractGraphType @abstract)
        {
            return CompileObject((IObjectGraphType)type, sources, sizedFields, rows);
        }

        // Which object it will be is not known: the dearest counts. Types that the selections do not tell apart cost the same, but they are few.
        var types = @abstract.PossibleTypes.Select(possible => CompileObject(possible, sources, sizedFields, rows)).ToList();
        return types.TrueForAll(cost => cost.Known is not null)
            ? new(types.Aggregate(default(OperationCost), (dearest, cost) => OperationCost.Max(dearest, cost.Known!.Value)), [])
            : new(default, [new DearestType(types)]);
    }

    private SelectionCost CompileObject(IObjectGraphType type, IReadOnlyList<Source> sources, IReadOnlyList<string> sizedFields, Count rows)
    {
        var names = new Dictionary<ROM, List<Selected>>();
        foreach (var source in sources)
        {
            Collect(type, source, names);
        }

        var known = default(OperationCost);
        var varying = new List<VaryingCost>();
        var leaves = new HashSet<ROM>();
        foreach (var merged in names.Values)
        {
            var field = merged[0].Field;
            if (field.SelectionSet is null && !leaves.Add(field.Name.Value))
            {
                known += new OperationCost(CostWeights.OfFurtherAlias, 0, 0);
            }

            if (weights.Schema.FindField(type, field.Name.Value) is not { } definition || definition == weights.Schema.TypeNameMetaFieldType)
            {
                continue;
            }

            var cost = CompileField(type, definition, merged, sizedFields.Contains(definition.Name) ? rows : null);
            if (cost.Known is { } sum)
            {
                known += sum;
            }
            else
            {
                varying.Add(cost);
            }
        }

        return new(known, varying);
    }

    private FieldCost CompileField(IObjectGraphType parent, FieldType definition, List<Selected> merged, Count? rows)
    {
        var field = merged[0].Field;
        var type = definition.ResolvedType!.GetNamedType();
        var arguments = Arguments(definition, field);
        var size = weights.SizeOf(definition);
        var count = size is null ? null : Count.Of(size, [.. size.SlicingArguments.Select(path => Slice.Of(path, arguments)).OfType<Slice>()]);
        var isConnection = size is { SizedFields.Count: > 0 };
        var isAlways = merged.Exists(selected => selected.Conditions.Count == 0);
        var selections = field.SelectionSet is null ? SelectionCost.Nothing : Compile(
            type,
            // Of a single one the conditions are those of the field itself.
            [.. merged.Select(selected => new Source(selected.Field.SelectionSet!, merged.Count == 1 ? [] : selected.Conditions))],
            isConnection ? size!.SizedFields : [],
            isConnection && count!.Known is { } known ? Count.Exactly(known) : Count.Rows);
        var variable = arguments.Where(given => InputCost.HasVariables(given.Value) && !weights.IsFree(given.Argument)).ToList();
        return new()
        {
            Selected = isAlways ? [] : [.. merged.Select(selected => selected.Conditions)],
            Weight = new(
                weights.OfField(definition),
                arguments.Except(variable).Sum(given => inputs.Of(given.Argument, given.Value, Variables.None)),
                weights.OfType(type)),
            Inputs = inputs,
            Arguments = variable,
            Objects = rows ?? (isConnection ? Count.One : count) ?? Count.Exactly(IsIntrospection(parent) ? introspection.Of(parent, definition) : 1),
            RowsBelow = isConnection ? count! : Count.One,
            Selections = selections,
            Times = IsIntrospection(type) && !IsIntrospection(parent) ? IntrospectionSizes.Times : 1,
        };
    }

    private static List<(QueryArgument Argument, GraphQLValue Value)> Arguments(FieldType definition, GraphQLField field) =>
        [.. (field.Arguments?.Items ?? []).Select(given => (definition.Arguments!.Find(given.Name.Value)!, given.Value))];

    private static bool IsIntrospection(IGraphType type) => type.Name.StartsWith("__", StringComparison.Ordinal);

    private void Collect(IObjectGraphType type, Source source, Dictionary<ROM, List<Selected>> names)
    {
        foreach (var selection in source.Set.Selections)
        {
            if (Conditions((IHasDirectivesNode)selection, source.Conditions) is not { } conditions)
            {
                continue;
            }

            switch (selection)
            {
                case GraphQLField field:
                    var name = field.ResponseName();
                    if (!names.TryGetValue(name, out var merged))
                    {
                        names[name] = merged = [];
                    }

                    merged.Add(new(field, conditions));
                    break;
                case GraphQLInlineFragment inline when weights.Schema.Applies(inline.TypeCondition, type):
                    Collect(type, new(inline.SelectionSet, conditions), names);
                    break;
                case GraphQLFragmentSpread { FragmentName.Name: var fragmentName } when document.FindFragmentDefinition(fragmentName) is { } fragment && weights.Schema.Applies(fragment.TypeCondition, type):
                    Collect(type, new(fragment.SelectionSet, conditions), names);
                    break;
            }
        }
    }

    /// <returns>The conditions of the selection after those around it; null when it is never selected.</returns>
    private static IReadOnlyList<Condition>? Conditions(IHasDirectivesNode selection, IReadOnlyList<Condition> around)
    {
        foreach (var directive in selection.Directives?.Items ?? [])
        {
            var isInclude = directive.Name.Value == "include";
            if (!isInclude && directive.Name.Value != "skip")
            {
                continue;
            }

            switch (directive.Arguments?.Items[0].Value)
            {
                case GraphQLBooleanValue value when value is GraphQLTrueBooleanValue != isInclude:
                    return null;
                case GraphQLVariable variable:
                    around = [.. around, new(variable.Name.Value, isInclude)];
                    break;
            }
        }

        return around;
    }

    private readonly record struct Source(GraphQLSelectionSet Set, IReadOnlyList<Condition> Conditions);

    private readonly record struct Selected(GraphQLField Field, IReadOnlyList<Condition> Conditions);
}
