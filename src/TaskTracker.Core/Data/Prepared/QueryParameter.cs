using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace TaskTracker.Core.Data.Prepared;

/// <summary>A value in a query's expression that the database is given as a parameter.</summary>
internal abstract class QueryParameter
{
    private static readonly ConcurrentDictionary<Type, Func<object?, Expression>> Makers = new();

    /// <summary>An expression that EF makes a parameter of, as of a captured variable.</summary>
    public static Expression Of(object? value, Type type) => Makers.GetOrAdd(type, MakerOf)(value);

    /// <summary>The value.</summary>
    public abstract object? Given { get; }

    /// <summary>The parameters of a query in their order, and the query with each under a name that tells its number.</summary>
    public static (Expression Query, IReadOnlyList<QueryParameter> Parameters) Number(Expression query)
    {
        var numbering = new Numbering();
        return (numbering.Visit(query), numbering.Parameters);
    }

    /// <summary>The same for EF, under a name that tells the number.</summary>
    protected abstract Expression Numbered(int number);

    /// <summary>The number in a name that EF made of what <see cref="Number"/> answers; null when it is none, or of something that EF made of the value.</summary>
    public static int? NumberIn(string parameterName)
    {
        var parts = parameterName.TrimStart('@').Split('_');
        var number = 0;
        foreach (var part in parts[..^1])
        {
            if (part is not ['D', >= '0' and <= '9'])
            {
                return null;
            }

            number = (10 * number) + part[1] - '0';
        }

        return parts.Length > 1 && parts[^1] == nameof(QueryParameter<>.Value) ? number : null;
    }

    private sealed class Numbering : ExpressionVisitor
    {
        public List<QueryParameter> Parameters { get; } = [];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression is not ConstantExpression { Value: QueryParameter parameter })
            {
                return base.VisitMember(node);
            }

            Parameters.Add(parameter);
            return parameter.Numbered(Parameters.Count - 1);
        }
    }

    private static Func<object?, Expression> MakerOf(Type type) =>
        typeof(QueryParameter<>).MakeGenericType(type).GetMethod(nameof(QueryParameter<>.Make))!.CreateDelegate<Func<object?, Expression>>();
}

/// <summary>One of a type.</summary>
internal sealed class QueryParameter<T>(T value) : QueryParameter
{
#pragma warning disable CA1051 // EF turns a captured field into a parameter; this is what a closure looks like.
    public readonly T Value = value;
#pragma warning restore CA1051

    private static readonly FieldInfo ValueField = typeof(QueryParameter<T>).GetField(nameof(Value))!;

    public override object? Given => Value;

    public static Expression Make(object? value) => Expression.Field(Expression.Constant(new QueryParameter<T>((T)value!)), ValueField);

    protected override Expression Numbered(int number)
    {
        // EF names a parameter after the members that lead to its value: D4, D2 and Value become "D4_D2_Value".
        Expression path = Expression.Constant(new Digits(Value));
        foreach (var digit in $"{number}")
        {
            path = Expression.Property(path, $"D{digit}");
        }

        return Expression.Field(path, nameof(Value));
    }

    private sealed class Digits(T value)
    {
#pragma warning disable CA1051 // As above.
        public readonly T Value = value;
#pragma warning restore CA1051

        public Digits D0 => this;

        public Digits D1 => this;

        public Digits D2 => this;

        public Digits D3 => this;

        public Digits D4 => this;

        public Digits D5 => this;

        public Digits D6 => this;

        public Digits D7 => this;

        public Digits D8 => this;

        public Digits D9 => this;
    }
}
