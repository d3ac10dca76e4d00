using System.Text.Json;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Schema.Selection;
using TaskTracker.Server.GraphQL.Json;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace TaskTracker.Server.GraphQL.Execution.Plans;

/// <summary>Makes the plan of a valid operation.</summary>
/// <param name="context">Tells how its <c>@skip</c> and <c>@include</c> turn out.</param>
internal sealed class PlanCompiler(ExecutionContext context)
{
    private readonly ISchema schema = context.Schema;
    private bool asksForSchema;

    public SelectionPlan Compile()
    {
        var plan = Compile(schema.RootType(context.Operation.Operation)!, [context.Operation.SelectionSet]);
        // Introspection is the engine's own.
        plan.IsUnfit = asksForSchema;
        return plan;
    }

    private SelectionPlan Compile(IObjectGraphType type, IEnumerable<GraphQLSelectionSet> selections)
    {
        var names = new Dictionary<ROM, List<GraphQLField>>();
        foreach (var selectionSet in selections)
        {
            Collect(type, selectionSet, names, []);
        }

        var fields = new List<FieldPlan>(names.Count);
        var parts = new List<FieldPlan>();
        foreach (var (name, merged) in names)
        {
            var field = CompileField(type, name, merged, parts.Count);
            fields.Add(field);
            if (field.Part >= 0)
            {
                parts.Add(field);
            }
        }

        return new(type, [.. fields], [.. parts]);
    }

    private FieldPlan CompileField(IObjectGraphType type, ROM name, List<GraphQLField> merged, int parts)
    {
        var first = merged[0];
        var definition = schema.FindField(type, first.Name.Value)!;
        asksForSchema |= definition == schema.SchemaMetaFieldType || definition == schema.TypeMetaFieldType;
        var value = CompileValue(definition.ResolvedType!, merged);
        return new()
        {
            Name = Encode(name.ToString()),
            Constant = definition == schema.TypeNameMetaFieldType ? Encode(type.Name) : null,
            Definition = definition,
            Resolver = definition.Resolver ?? (type == schema.Subscription ? SourceFieldResolver.Instance : NameFieldResolver.Instance),
            ParentType = type,
            First = first,
            Field = merged.Count == 1 ? first : Merge(merged),
            Value = value,
            Part = value.IsLeaf ? -1 : parts,
        };
    }

    private ValuePlan CompileValue(IGraphType type, List<GraphQLField> merged)
    {
        var isNullable = true;
        if (type is NonNullGraphType nonNull)
        {
            isNullable = false;
            type = nonNull.ResolvedType!;
        }

        var below = merged.Select(field => field.SelectionSet!);
        return type switch
        {
            ListGraphType list => new(isNullable, CompileValue(list.ResolvedType!, merged), null, null),
            ScalarGraphType scalar => new(isNullable, null, scalar, null),
            IAbstractGraphType @abstract => new(isNullable, null, null, @abstract.PossibleTypes.ToDictionary(possible => possible, possible => Compile(possible, below))) { Abstract = @abstract },
            _ => new(isNullable, null, null, null) { Object = Compile((IObjectGraphType)type, below) },
        };
    }

    private void Collect(IObjectGraphType type, GraphQLSelectionSet selections, Dictionary<ROM, List<GraphQLField>> names, HashSet<ROM> spread)
    {
        foreach (var selection in selections.Selections)
        {
            if (!((IHasDirectivesNode)selection).Directives.IsIncluded(context.Variables))
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

                    merged.Add(field);
                    break;
                case GraphQLInlineFragment inline when schema.Applies(inline.TypeCondition, type):
                    Collect(type, inline.SelectionSet, names, spread);
                    break;
                case GraphQLFragmentSpread { FragmentName.Name: var fragmentName } when spread.Add(fragmentName):
                    var fragment = context.Document.FindFragmentDefinition(fragmentName);
                    if (fragment is not null && schema.Applies(fragment.TypeCondition, type))
                    {
                        Collect(type, fragment.SelectionSet, names, spread);
                    }

                    break;
            }
        }
    }

    // Resolvers look at what is selected below their field.
    private static GraphQLField Merge(List<GraphQLField> merged) => new(merged[0].Name)
    {
        Alias = merged[0].Alias,
        Arguments = merged[0].Arguments,
        SelectionSet = merged[0].SelectionSet is null ? null : new([.. merged.SelectMany(field => field.SelectionSet!.Selections).Distinct()]),
        Directives = merged[0].Directives,
        Location = merged[0].Location,
    };

    private static JsonEncodedText Encode(string name) => JsonEncodedText.Encode(name, JsonFormat.Encoder);
}
