using System.Globalization;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// How large a document is once its fragments are put in place. Thirty fragments that each spread the next one twice are a
/// small text and a thousand million selections; the engine would walk them all. Every fragment is measured once.
/// </summary>
internal sealed class DocumentSize(GraphQLDocument document, DocumentLimits limits)
{
    private readonly Dictionary<GraphQLFragmentDefinition, Measure?> fragments = [];
    private readonly HashSet<GraphQLFragmentSpread> cycles = [];

    /// <param name="Selections">Fields and fragments.</param>
    /// <param name="Aliases">Fields with an alias.</param>
    /// <param name="Depth">Levels of selections.</param>
    /// <param name="Types">Levels of introspection's lists that lead from types to types.</param>
    private readonly record struct Measure(int Selections, int Aliases, int Depth, int Types);

    /// <summary>How many selections were looked at: never more than the text has.</summary>
    public int Visited { get; private set; }

    /// <summary>The spreads that put a fragment into itself, which count as nothing; validation refuses them with its own message.</summary>
    public IReadOnlySet<GraphQLFragmentSpread> Cycles => cycles;

    /// <exception cref="CodedError">The document is larger than the limits.</exception>
    public void Check()
    {
        var total = default(Measure);
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        Check(nameof(limits.MaxOperations), operations.Count, limits.MaxOperations, "has more than {0} operations");
        foreach (var operation in operations)
        {
            CheckDirectives(operation);
            foreach (var variable in operation.Variables?.Items ?? [])
            {
                CheckDirectives(variable);
            }

            total = Add(total, Of(operation.SelectionSet));
        }

        // Nobody runs the fragments that are not spread, but they are validated before that is an error.
        var definitions = document.Definitions.OfType<GraphQLFragmentDefinition>().ToList();
        Check(nameof(limits.MaxFragments), definitions.Count, limits.MaxFragments, "defines more than {0} fragments");
        foreach (var fragment in definitions.Where(fragment => !fragments.ContainsKey(fragment)))
        {
            total = Add(total, OfFragment(fragment));
        }

        Check(nameof(limits.MaxSelections), total.Selections, limits.MaxSelections, "selects more than {0} fields and fragments, counting a fragment wherever it is spread");
        Check(nameof(limits.MaxAliases), total.Aliases, limits.MaxAliases, "has more than {0} aliases, counting a fragment wherever it is spread");
        Check(nameof(limits.MaxDepth), total.Depth, limits.MaxDepth, "selects fields more than {0} levels deep");
        Check(nameof(limits.MaxIntrospectionDepth), total.Types, limits.MaxIntrospectionDepth, "goes from types through their fields to types more than {0} levels deep");
    }

    private static void Check(string setting, int measured, int maximum, string what)
    {
        if (measured > maximum)
        {
            throw DocumentLimits.Exceeded(ErrorCodes.DocumentTooLarge, setting, maximum, $"The document {string.Format(CultureInfo.InvariantCulture, what, maximum.ToString("N0", CultureInfo.InvariantCulture))}. Ask for less at once.");
        }
    }

    private Measure Of(GraphQLSelectionSet? set)
    {
        var total = default(Measure);
        foreach (var selection in set?.Selections ?? [])
        {
            Visited++;
            CheckDirectives((IHasDirectivesNode)selection);
            var inner = selection switch
            {
                GraphQLField field => OfField(field),
                GraphQLInlineFragment inline => Of(inline.SelectionSet),
                GraphQLFragmentSpread spread => OfSpread(spread),
                _ => default,
            };
            total = Add(total, inner with { Selections = Sum(1, inner.Selections), Depth = inner.Depth + 1 });
        }

        return total;
    }

    private Measure OfField(GraphQLField field)
    {
        var inner = Of(field.SelectionSet);
        // Outside of introspection no field of these names has selections.
        var leadsToTypes = field.SelectionSet is not null
            && (field.Name.Value == "fields" || field.Name.Value == "inputFields" || field.Name.Value == "interfaces" || field.Name.Value == "possibleTypes");
        return inner with { Aliases = Sum(inner.Aliases, field.Alias is null ? 0 : 1), Types = leadsToTypes ? inner.Types + 1 : inner.Types };
    }

    private Measure OfSpread(GraphQLFragmentSpread spread)
    {
        if (document.FindFragmentDefinition(spread.FragmentName.Name) is not { } fragment)
        {
            return default;
        }

        if (fragments.TryGetValue(fragment, out var measure) && measure is null)
        {
            cycles.Add(spread);
            return default;
        }

        return OfFragment(fragment);
    }

    private Measure OfFragment(GraphQLFragmentDefinition fragment)
    {
        if (fragments.TryGetValue(fragment, out var known))
        {
            return known.GetValueOrDefault();
        }

        fragments[fragment] = null;
        CheckDirectives(fragment);
        var measure = Of(fragment.SelectionSet);
        fragments[fragment] = measure;
        return measure;
    }

    private static Measure Add(Measure left, Measure right) => new(
        Sum(left.Selections, right.Selections), Sum(left.Aliases, right.Aliases), Math.Max(left.Depth, right.Depth), Math.Max(left.Types, right.Types));

    private void CheckDirectives(IHasDirectivesNode node) =>
        Check(nameof(limits.MaxDirectivesInOnePlace), node.Directives?.Count ?? 0, limits.MaxDirectivesInOnePlace, "has more than {0} directives in one place");

    // A thousand million is far below int.MaxValue, so that sums cannot overflow, and above every limit, so that they stay too large.
    private static int Sum(int left, int right) => Math.Min(left + right, 1_000_000_000);
}
