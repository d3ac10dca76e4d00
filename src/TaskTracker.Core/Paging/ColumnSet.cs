using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace TaskTracker.Core.Paging;

/// <summary>
/// Some of the stored properties of a <typeparamref name="T"/>, and of those entities that it refers to itself: these are read with it. A set of at most 64.
/// </summary>
public readonly record struct ColumnSet<T> where T : class
{
    private static readonly Column[] All =
    [
        .. OwnOf(typeof(T)).Select(property => new Column(null, property)),
        .. typeof(T).GetProperties().Where(IsReference).SelectMany(reference => OwnOf(reference.PropertyType).Select(property => new Column(reference, property))),
    ];

    private static readonly ulong OwnBits = (1UL << OwnOf(typeof(T)).Count()) - 1;

    private static readonly ConcurrentDictionary<ulong, Expression<Func<T, T>>> Projections = new();

    private readonly ulong bits;

    private ColumnSet(ulong bits) => this.bits = bits;

    /// <summary>The row's number, which entities declare first; what to read when nothing else is wanted of a row.</summary>
    public static ColumnSet<T> Key => new(1);

    /// <summary>One property.</summary>
    public static ColumnSet<T> Of(string property) => new(1UL << Array.FindIndex(All, column => column.Reference is null && column.Property.Name == property));

    /// <summary>The entity that a property refers to, with these columns of its own.</summary>
    public static ColumnSet<T> Of<TTarget>(string reference, ColumnSet<TTarget> columns) where TTarget : class =>
        new((columns | ColumnSet<TTarget>.Key).Own.bits << Array.FindIndex(All, column => column.Reference?.Name == reference));

    /// <summary>The properties that either set has.</summary>
    public static ColumnSet<T> operator |(ColumnSet<T> left, ColumnSet<T> right) => new(left.bits | right.bits);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => bits == 0;

    /// <summary>Those of the row itself, without what it refers to.</summary>
    public ColumnSet<T> Own => new(bits & OwnBits);

    /// <summary>Reads these columns and leaves the others at their defaults.</summary>
    public Expression<Func<T, T>> Projection => Projections.GetOrAdd(bits, static bits =>
    {
        var row = Expression.Parameter(typeof(T), "row");
        return Expression.Lambda<Func<T, T>>(
            new ColumnSet<T>(bits).Read(row, column => column, (reference, _) => Expression.Equal(reference, Expression.Constant(null, reference.Type))), row);
    });

    /// <summary>A new <typeparamref name="T"/> with these columns.</summary>
    /// <param name="row">Where they are.</param>
    /// <param name="read">Reads one of them.</param>
    /// <param name="isMissing">Whether there is nothing that a reference leads to, whose key is told as well.</param>
    internal Expression Read(Expression row, Func<MemberExpression, Expression> read, Func<MemberExpression, MemberExpression, Expression> isMissing)
    {
        var set = bits;
        var bindings = new List<MemberBinding>();
        foreach (var columns in All.Where((_, index) => (set & (1UL << index)) != 0).GroupBy(column => column.Reference, column => column.Property))
        {
            if (columns.Key is not { } reference)
            {
                bindings.AddRange(columns.Select(property => Expression.Bind(property, read(Expression.Property(row, property)))));
                continue;
            }

            var target = Expression.Property(row, reference);
            bindings.Add(Expression.Bind(reference, Expression.Condition(
                isMissing(target, Expression.Property(target, columns.First())),
                Expression.Constant(null, target.Type),
                Expression.MemberInit(Expression.New(target.Type), columns.Select(property => Expression.Bind(property, read(Expression.Property(target, property))))))));
        }

        return Expression.MemberInit(Expression.New(typeof(T)), bindings);
    }

    // Everything but what leads to other entities.
    private static IEnumerable<PropertyInfo> OwnOf(Type type) =>
        type.GetProperties().Where(property => property.CanWrite && (property.PropertyType.IsValueType || property.PropertyType.Assembly != type.Assembly));

    private static bool IsReference(PropertyInfo property) =>
        property.CanWrite && property.PropertyType.IsClass && property.PropertyType.Assembly == typeof(T).Assembly;

    /// <param name="Reference">What leads to it; null for the row's own.</param>
    /// <param name="Property">The property.</param>
    private sealed record Column(PropertyInfo? Reference, PropertyInfo Property);
}
