using System.Globalization;
using GraphQLParser;
using GraphQLParser.AST;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>
/// How often a document uses one response name for different fields or arguments. Each such pair may be a conflict that the engine
/// reports on its own, at a cost that grows with the text: a document of 900 made it busy for six seconds.
/// </summary>
internal sealed class ResponseNames(GraphQLDocument document)
{
    /// <summary>The most pairs; forty-five different uses of one name are 990.</summary>
    public const int MaxPairs = 1_000;

    private readonly Dictionary<ROM, Uses> names = [];
    private int pairs;

    /// <exception cref="CodedError">There are too many pairs by now.</exception>
    public void Add(GraphQLField field)
    {
        var name = field.Alias is { } alias ? alias.Name.Value : field.Name.Value;
        if (!names.TryGetValue(name, out var uses))
        {
            names[name] = uses = new();
        }

        pairs += uses.Add(What(field));
        if (pairs > MaxPairs)
        {
            throw new CodedError(ErrorCodes.DocumentTooLarge, string.Create(
                CultureInfo.InvariantCulture,
                $"The document uses '{name}' and the like for too many different fields or arguments. Give each its own alias."));
        }
    }

    /// <summary>The field and its arguments as written, without the alias.</summary>
    private ROM What(GraphQLField field)
    {
        var start = field.Name.Location.Start;
        var end = field.Arguments?.Location.End ?? field.Name.Location.End;
        return document.Source.Slice(start, end - start);
    }

    private sealed class Uses
    {
        private readonly Dictionary<ROM, int> counts = [];
        private int total;

        /// <returns>How many of the earlier uses differ from this one.</returns>
        public int Add(ROM what)
        {
            var same = counts.GetValueOrDefault(what);
            counts[what] = same + 1;
            return total++ - same;
        }
    }
}
