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

    /// <summary>The value; null is none, since it changes a query's text.</summary>
    public abstract object? Given { get; }

    /// <summary>What stands for any value of the type in a <see cref="QueryShape"/>.</summary>
    public abstract Expression Placeholder { get; }

    /// <summary>The same for EF, under a name that tells the number.</summary>
    public abstract Expression Numbered(int number);

    /// <summary>The number in a name that EF made of what <see cref="Numbered"/> answers; null when it is none, or of something that EF made of the value.</summary>
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
    private static readonly ParameterExpression Any = Expression.Parameter(typeof(T), "any");

    public override object? Given => Value;

    public override Expression Placeholder => Any;

    public static Expression Make(object? value) => Expression.Field(Expression.Constant(new QueryParameter<T>((T)value!)), ValueField);

    public override Expression Numbered(int number)
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
