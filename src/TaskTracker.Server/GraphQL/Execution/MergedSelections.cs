using System.Globalization;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Schema.Selection;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// How often a document selects one response name in one place. Such fields are merged into one, after the engine has compared
/// each with each, and a pair that differs is an error of its own: 900 conflicts made it busy for six seconds. Types are not known here, so
/// fields of different types count as if they met.
/// </summary>
/// <param name="document">Within the limits of its size: the walk sees each selection as often as it counts there.</param>
/// <param name="cycles">Spreads to pass over.</param>
/// <param name="limits">The limits.</param>
internal sealed class MergedSelections(GraphQLDocument document, IReadOnlySet<GraphQLFragmentSpread> cycles, DocumentLimits limits)
{
    private readonly HashSet<GraphQLFragmentDefinition> spread = [];
    private int conflicts;

    /// <exception cref="CodedError">A name is selected too often, or for too many different things.</exception>
    public void Check()
    {
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            Walk([operation.SelectionSet]);
        }

        // Nobody runs the others, but they are validated before that is an error.
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>().Where(fragment => !spread.Contains(fragment)))
        {
            Walk([fragment.SelectionSet]);
        }
    }

    private void Walk(IEnumerable<GraphQLSelectionSet> merged)
    {
        var names = new Dictionary<ROM, Group>();
        foreach (var set in merged)
        {
            Collect(set, names);
        }

        foreach (var group in names.Values)
        {
            if (group.Inner.Count > 0)
            {
                Walk(group.Inner);
            }
        }
    }

    private void Collect(GraphQLSelectionSet set, Dictionary<ROM, Group> names)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case GraphQLField field:
                    Add(field, names);
                    break;
                case GraphQLInlineFragment inline:
                    Collect(inline.SelectionSet, names);
                    break;
                case GraphQLFragmentSpread { FragmentName.Name: var name } when !cycles.Contains(selection) && document.FindFragmentDefinition(name) is { } fragment:
                    spread.Add(fragment);
                    Collect(fragment.SelectionSet, names);
                    break;
            }
        }
    }

    private void Add(GraphQLField field, Dictionary<ROM, Group> names)
    {
        var name = field.ResponseName();
        if (!names.TryGetValue(name, out var group))
        {
            names[name] = group = new();
        }

        conflicts += group.Add(What(field));
        if (conflicts > limits.MaxConflicts)
        {
            throw DocumentLimits.Exceeded(ErrorCodes.DocumentTooLarge, nameof(limits.MaxConflicts), limits.MaxConflicts, string.Create(
                CultureInfo.InvariantCulture,
                $"The document uses '{name}' and the like for too many different fields or arguments. Give each its own alias."));
        }

        if (group.Count > limits.MaxRepeats)
        {
            throw DocumentLimits.Exceeded(ErrorCodes.DocumentTooLarge, nameof(limits.MaxRepeats), limits.MaxRepeats, string.Create(
                CultureInfo.InvariantCulture, $"The document selects '{name}' more than {limits.MaxRepeats:N0} times in one place. Once is enough."));
        }

        if (field.SelectionSet is { } inner)
        {
            group.Inner.Add(inner);
        }
    }

    /// <summary>The field and its arguments as written, without the alias.</summary>
    private ROM What(GraphQLField field)
    {
        var start = field.Name.Location.Start;
        var end = field.Arguments?.Location.End ?? field.Name.Location.End;
        return document.Source.Slice(start, end - start);
    }

    /// <summary>The fields of one response name that are merged into one.</summary>
    private sealed class Group
    {
        private readonly Dictionary<ROM, int> counts = [];

        public int Count { get; private set; }

        public List<GraphQLSelectionSet> Inner { get; } = [];

        /// <returns>How many of the earlier fields differ from this one.</returns>
        public int Add(ROM what)
        {
            var same = counts.GetValueOrDefault(what);
            counts[what] = same + 1;
            return Count++ - same;
        }
    }
}
