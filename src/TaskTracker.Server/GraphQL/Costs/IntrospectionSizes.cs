using GraphQL.Types;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>How many items introspection's lists have: of each kind, the mean over the schema.</summary>
internal sealed class IntrospectionSizes
{
    /// <summary>What introspection counts: the schema is in memory.</summary>
    public const double Times = 0.1;

    /// <summary>Types stand in few lists and non-nulls: half of them at each step.</summary>
    private const double OfType = 0.5;

    private readonly Dictionary<(string Type, string Field), double> sizes;

    public IntrospectionSizes(ISchema schema)
    {
        var types = schema.AllTypes.ToList();
        var fields = types.OfType<IComplexGraphType>().Where(type => type is not IInputObjectGraphType).SelectMany(type => type.Fields).ToList();
        var directives = schema.Directives.ToList();
        double Each(double total, int of) => total / Math.Max(1, of);
        sizes = new()
        {
            [("__Schema", "types")] = types.Count,
            [("__Schema", "directives")] = directives.Count,
            [("__Type", "fields")] = Each(fields.Count, types.Count),
            [("__Type", "inputFields")] = Each(types.OfType<IInputObjectGraphType>().Sum(type => type.Fields.Count), types.Count),
            [("__Type", "enumValues")] = Each(types.OfType<EnumerationGraphType>().Sum(type => type.Values.Count), types.Count),
            [("__Type", "interfaces")] = Each(types.OfType<IImplementInterfaces>().Sum(type => type.ResolvedInterfaces.Count), types.Count),
            [("__Type", "possibleTypes")] = Each(types.OfType<IAbstractGraphType>().Sum(type => type.PossibleTypes.Count), types.Count),
            [("__Type", "ofType")] = OfType,
            [("__Field", "args")] = Each(fields.Sum(field => field.Arguments?.Count ?? 0), fields.Count),
            [("__Directive", "args")] = Each(directives.Sum(directive => directive.Arguments?.Count ?? 0), directives.Count),
        };
    }

    /// <summary>The size of a field of an introspection type; 1 when it is no list.</summary>
    public double Of(IGraphType type, FieldType field) => sizes.GetValueOrDefault((type.Name, field.Name), 1);
}
