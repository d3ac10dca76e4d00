using System.Collections;
using System.Linq.Expressions;
using System.Text;
using TaskTracker.Core.Data.Prepared;

namespace TaskTracker.Core.Filtering;

/// <summary>One comparison as an expression whose value is never null, so that negating it is plain.</summary>
/// <remarks>
/// Texts compare by code point on every database: no LIKE, which ignores case in SQLite. Operands become parameters,
/// so that filters of one shape share one compiled query.
/// </remarks>
internal static class Comparison
{
    public static Expression Of(Expression value, bool isNullable, Operator op, object? operand) => op switch
    {
        Operator.Equal when operand is null => isNullable ? IsNull(value) : Expression.Constant(false),
        Operator.Equal => NotNullAnd(value, isNullable, Expression.Equal(value, QueryParameter.Of(operand, value.Type))),
        Operator.In => In(value, isNullable, (IEnumerable)operand!),
        Operator.StartsWith => NotNullAnd(value, isNullable, StartsWith(value, (string)operand!)),
        Operator.EndsWith => NotNullAnd(value, isNullable, EndsWith(value, (string)operand!)),
        Operator.Contains => NotNullAnd(value, isNullable, Expression.Call(value, QueryMethods.Contains, QueryParameter.Of(operand, typeof(string)))),
        _ => NotNullAnd(value, isNullable, Ordered(op, value, operand)),
    };

    /// <summary>Says what <see cref="Of"/> compares a value of this type with.</summary>
    public static void Describe(QueryShape shape, Type type, Operator op, object? operand)
    {
        switch (op)
        {
            case Operator.Equal when operand is null:
                shape.Say("null");
                break;
            case Operator.Equal:
                shape.Say("=").Give(operand);
                break;
            case Operator.In:
                var (list, withNull) = ListOf(type, (IEnumerable)operand!);
                shape.Say(withNull ? "in, or null" : "in").Give(list);
                break;
            case Operator.StartsWith:
                DescribeOrdered(shape, type, Operator.GreaterOrEqual, operand!);
                if (FirstBeyond((string)operand!) is { } beyond)
                {
                    DescribeOrdered(shape, type, Operator.Less, beyond);
                }

                break;
            case Operator.EndsWith:
                shape.Say("ends").Give(TextRules.Length((string)operand!)).Give(operand!);
                break;
            case Operator.Contains:
                shape.Say("contains").Give(operand!);
                break;
            default:
                DescribeOrdered(shape, type, op, operand!);
                break;
        }
    }

    /// <summary>Says what <see cref="Ordered"/> compares a value of this type with.</summary>
    public static void DescribeOrdered(QueryShape shape, Type type, Operator op, object operand) =>
        shape.Say(op switch { Operator.Greater => ">", Operator.GreaterOrEqual => ">=", Operator.Less => "<", _ => "<=" })
            .Give(IsEnum(type) ? Convert.ToInt32(operand, null) : operand);

    /// <summary>Whether <paramref name="value"/> comes before or after the operand; neither is null.</summary>
    public static Expression Ordered(Operator op, Expression value, object? operand)
    {
        var (left, right) = (value, QueryParameter.Of(operand, value.Type));
        if (value.Type == typeof(string))
        {
            left = Expression.Call(QueryMethods.Compare, value, right);
            right = Expression.Constant(0);
        }
        else if (IsEnum(value.Type))
        {
            left = Expression.Convert(value, typeof(int));
            right = QueryParameter.Of(Convert.ToInt32(operand, null), typeof(int));
        }

        return op switch
        {
            Operator.Greater => Expression.GreaterThan(left, right),
            Operator.GreaterOrEqual => Expression.GreaterThanOrEqual(left, right),
            Operator.Less => Expression.LessThan(left, right),
            Operator.LessOrEqual => Expression.LessThanOrEqual(left, right),
            _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not an operator that orders"),
        };
    }

    public static Expression IsNull(Expression value) => Expression.Equal(value, Expression.Constant(null, value.Type));

    private static Expression NotNullAnd(Expression value, bool isNullable, Expression comparison) =>
        isNullable ? Expression.AndAlso(Expression.NotEqual(value, Expression.Constant(null, value.Type)), comparison) : comparison;

    private static Expression In(Expression value, bool isNullable, IEnumerable operands)
    {
        var (list, withNull) = ListOf(value.Type, operands);
        var contains = NotNullAnd(
            value,
            isNullable,
            QueryMethods.IsIn(value, QueryParameter.Of(list, typeof(IEnumerable<>).MakeGenericType(value.Type))));
        return withNull && isNullable ? Expression.OrElse(IsNull(value), contains) : contains;
    }

    private static (IList List, bool WithNull) ListOf(Type type, IEnumerable operands)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type))!;
        var withNull = false;
        foreach (var operand in operands)
        {
            if (operand is null)
            {
                withNull = true;
            }
            else
            {
                list.Add(operand);
            }
        }

        return (list, withNull);
    }

    private static bool IsEnum(Type type) => (Nullable.GetUnderlyingType(type) ?? type).IsEnum;

    // A range, which an index can serve: "ab" <= value < "ac".
    private static Expression StartsWith(Expression value, string prefix)
    {
        var atLeast = Ordered(Operator.GreaterOrEqual, value, prefix);
        return FirstBeyond(prefix) is { } beyond ? Expression.AndAlso(atLeast, Ordered(Operator.Less, value, beyond)) : atLeast;
    }

    /// <summary>The smallest text that is greater than every text with this prefix; null when there is none.</summary>
    private static string? FirstBeyond(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToList();
        while (runes.Count > 0)
        {
            var next = runes[^1].Value + 1;
            runes.RemoveAt(runes.Count - 1);
            next = next == 0xD800 ? 0xE000 : next;
            if (Rune.IsValid(next))
            {
                runes.Add(new Rune(next));
                return string.Concat(runes.Select(rune => rune.ToString()));
            }
        }

        return null;
    }

    // Databases count code points, and a value shorter than the operand yields something shorter, so never equal.
    private static Expression EndsWith(Expression value, string suffix)
    {
        var start = Expression.Subtract(Expression.Property(value, nameof(string.Length)), QueryParameter.Of(TextRules.Length(suffix), typeof(int)));
        var end = Expression.Call(value, QueryMethods.Substring, start);
        return Expression.Equal(end, QueryParameter.Of(suffix, typeof(string)));
    }
}
