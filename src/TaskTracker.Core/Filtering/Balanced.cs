using System.Linq.Expressions;

namespace TaskTracker.Core.Filtering;

/// <summary>Joins conditions into a tree of small depth; a chain of many hundred would exhaust the stack of whoever reads it.</summary>
internal static class Balanced
{
    public static Expression Join<T>(
        IReadOnlyList<T> items, Func<T, Expression> translate, Func<Expression, Expression, Expression> join, bool whenEmpty)
    {
        return items.Count == 0 ? Expression.Constant(whenEmpty) : Range(0, items.Count);

        Expression Range(int from, int count) => count == 1
            ? translate(items[from])
            : join(Range(from, count / 2), Range(from + (count / 2), count - (count / 2)));
    }
}
