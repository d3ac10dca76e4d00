using System.Globalization;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// How large a document is once its fragments are put in place. Thirty fragments that each spread the next one twice are a
/// small text and a thousand million selections; the engine would walk them all. Every fragment is measured once.
/// </summary>
internal sealed class DocumentSize(GraphQLDocument document)
{
    /// <summary>The most selections (fields and fragments) of an operation, each fragment counted wherever it is spread.</summary>
    public const int MaxSelections = 2_500;

    /// <summary>The deepest nesting of selections, through fragments.</summary>
    public const int MaxDepth = 60;

    /// <summary>The most fragments; the engine compares each with each.</summary>
    public const int MaxFragments = 250;

    private readonly Dictionary<string, Measure> fragments = new(StringComparer.Ordinal);
    private readonly ResponseNames responseNames = new(document);

    private readonly record struct Measure(int Selections, int Depth);

    /// <exception cref="CodedError">The document is larger than the limits.</exception>
    public void Check()
    {
        foreach (var definition in document.Definitions)
        {
            var (selections, depth) = definition switch
            {
                GraphQLOperationDefinition operation => Of(operation.SelectionSet),
                GraphQLFragmentDefinition fragment => OfFragment(fragment),
                _ => default,
            };
            if (selections > MaxSelections)
            {
                throw new CodedError(ErrorCodes.DocumentTooLarge, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The document selects more than {MaxSelections:N0} fields, counting a fragment wherever it is spread. Ask for less at once."));
            }

            if (fragments.Count > MaxFragments)
            {
                throw new CodedError(ErrorCodes.DocumentTooLarge, $"The document has more than {MaxFragments} fragments. Send only those that it uses.");
            }

            if (depth > MaxDepth)
            {
                throw new CodedError(ErrorCodes.DocumentTooLarge, $"The document selects fields more than {MaxDepth} levels deep. Ask for less at once.");
            }
        }
    }

    private Measure Of(GraphQLSelectionSet? set)
    {
        if (set is null)
        {
            return default;
        }

        var selections = 0;
        var depth = 0;
        foreach (var selection in set.Selections)
        {
            var inner = selection switch
            {
                GraphQLField field => OfField(field),
                GraphQLInlineFragment inline => Of(inline.SelectionSet),
                GraphQLFragmentSpread spread when document.FindFragmentDefinition(spread.FragmentName.Name) is { } fragment => OfFragment(fragment),
                _ => default,
            };
            // Far below int.MaxValue, so that the sums cannot overflow, and above the limit, so that they stay too large.
            selections = Math.Min(selections + 1 + inner.Selections, MaxSelections + 1);
            depth = Math.Max(depth, inner.Depth + 1);
        }

        return new(selections, depth);
    }

    private Measure OfField(GraphQLField field)
    {
        responseNames.Add(field);
        return Of(field.SelectionSet);
    }

    private Measure OfFragment(GraphQLFragmentDefinition fragment)
    {
        var name = fragment.FragmentName.Name.StringValue;
        if (!fragments.TryGetValue(name, out var measure))
        {
            // A fragment that spreads itself counts as nothing inside itself; validation refuses it with its own message.
            fragments[name] = default;
            measure = Of(fragment.SelectionSet);
            fragments[name] = measure;
        }

        return measure;
    }
}
