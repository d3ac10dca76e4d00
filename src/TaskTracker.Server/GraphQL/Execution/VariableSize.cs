using System.Globalization;
using GraphQL;
using TaskTracker.Server.GraphQL.Errors;

namespace TaskTracker.Server.GraphQL.Execution;

/// <summary>How much a request's variables hold. The engine copies every value of them several times, so 100,000 empty objects took a second.</summary>
internal static class VariableSize
{
    /// <exception cref="CodedError">There are more values than the limit, members of objects and items of lists together.</exception>
    public static void Check(Inputs variables, DocumentLimits limits)
    {
        if (Count(variables.Values, limits.MaxVariableValues) < 0)
        {
            throw DocumentLimits.Exceeded(ErrorCodes.VariablesTooLarge, nameof(limits.MaxVariableValues), limits.MaxVariableValues, string.Create(
                CultureInfo.InvariantCulture, $"The variables hold more than {limits.MaxVariableValues:N0} values. Send less at once."));
        }
    }

    /// <returns>How many more would fit; negative when there are too many.</returns>
    private static int Count(IEnumerable<object?> values, int left)
    {
        foreach (var value in values)
        {
            left = value switch
            {
                IDictionary<string, object?> members => Count(members.Values, left - 1),
                IList<object?> items => Count(items, left - 1),
                _ => left - 1,
            };
            if (left < 0)
            {
                break;
            }
        }

        return left;
    }
}
