using System.Collections.Concurrent;
using System.Globalization;
using GraphQL;
using GraphQL.Types;

namespace TaskTracker.Server.GraphQL.Costs;

/// <summary>
/// What the schema's <c>@cost</c> and <c>@listSize</c> say, and what holds without them, as in IBM's specification
/// (https://ibm.github.io/graphql-specs/cost-spec.html): a field with selections and an object weigh 1, everything else nothing.
/// </summary>
internal sealed class CostWeights(ISchema schema)
{
    /// <summary>For each item of a list in an argument.</summary>
    public const double OfListItem = 0.05;

    /// <summary>For a leaf that is selected under another name already: a row has few leaves, but no end of aliases.</summary>
    public const double OfFurtherAlias = 0.1;

    private readonly ConcurrentDictionary<IMetadataReader, double> weights = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<FieldType, ListSize?> sizes = new(ReferenceEqualityComparer.Instance);

    public ISchema Schema => schema;

    public double OfField(FieldType field) => WeightOf(field, IsComposite(field.ResolvedType!.GetNamedType()) ? 1 : 0);

    public double OfType(IGraphType type) => WeightOf(type, IsComposite(type) ? 1 : 0);

    /// <param name="input">An argument or a field of an input.</param>
    public double OfInput(IMetadataReader input) => WeightOf(input, 0);

    /// <summary>Whether an argument costs nothing, whatever is given.</summary>
    public bool IsFree(QueryArgument argument) => OfInput(argument) == 0 && IsFree(argument.ResolvedType!, []);

    private bool IsFree(IGraphType type, HashSet<IGraphType> within) => type switch
    {
        NonNullGraphType nonNull => IsFree(nonNull.ResolvedType!, within),
        ListGraphType => false,
        IInputObjectGraphType input => !within.Add(input) || input.Fields.All(field => OfInput(field) == 0 && IsFree(field.ResolvedType!, within)),
        _ => true,
    };

    /// <summary>How many items the field's list has; null when the schema does not say.</summary>
    public ListSize? SizeOf(FieldType field) => sizes.GetOrAdd(field, static field => ReadSize(field));

    private double WeightOf(IMetadataReader element, double otherwise) => weights.GetOrAdd(element, static (element, otherwise) => ReadWeight(element) ?? otherwise, otherwise);

    private static bool IsComposite(IGraphType type) => type is IObjectGraphType or IAbstractGraphType;

    private static double? ReadWeight(IMetadataReader element) =>
        element.FindAppliedDirective("cost")?.FindArgument("weight")?.Value is string weight ? double.Parse(weight, CultureInfo.InvariantCulture) : null;

    private static ListSize? ReadSize(FieldType field) => field.FindAppliedDirective("listSize") is not { } directive ? null : new(
        (int?)directive.FindArgument("assumedSize")?.Value,
        directive.FindArgument("slicingArguments")?.Value as string[] ?? [],
        (int?)directive.FindArgument("slicingArgumentDefaultValue")?.Value,
        directive.FindArgument("sizedFields")?.Value as string[] ?? []);
}

/// <summary>A <c>@listSize</c>.</summary>
/// <param name="Assumed">The most that there can be; without slicing arguments, how many there are.</param>
/// <param name="SlicingArguments">Arguments that say how many.</param>
/// <param name="Default">How many when none of them is given.</param>
/// <param name="SizedFields">The fields below that are the lists; empty when the field itself is.</param>
internal sealed record ListSize(int? Assumed, IReadOnlyList<string> SlicingArguments, int? Default, IReadOnlyList<string> SizedFields)
{
    /// <summary>The size when none of the slicing arguments is given.</summary>
    public double Otherwise => Default ?? Assumed ?? 1;

    /// <summary>The size for what a slicing argument asks for. Who asks for more than there can be is refused for that, with a better message.</summary>
    public double Bound(double wanted) => Math.Max(0, Math.Min(wanted, Assumed ?? double.MaxValue));
}
