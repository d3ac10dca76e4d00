using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace TaskTracker.Core.Paging;

/// <summary>Some of the stored properties of a <typeparamref name="T"/>; a set of at most 64.</summary>
public readonly record struct ColumnSet<T> where T : class
{
    // Everything but what leads to other entities.
    private static readonly PropertyInfo[] All =
        [.. typeof(T).GetProperties().Where(p => p.CanWrite && (p.PropertyType.IsValueType || p.PropertyType.Assembly != typeof(T).Assembly))];

    private static readonly ConcurrentDictionary<ulong, Expression<Func<T, T>>> Projections = new();

    private readonly ulong bits;

    private ColumnSet(ulong bits) => this.bits = bits;

    /// <summary>The row's number, which entities declare first; what to read when nothing else is wanted of a row.</summary>
    public static ColumnSet<T> Key => new(1);

    /// <summary>One property.</summary>
    public static ColumnSet<T> Of(string property) => new(1UL << Array.FindIndex(All, p => p.Name == property));

    /// <summary>The properties that either set has.</summary>
    public static ColumnSet<T> operator |(ColumnSet<T> left, ColumnSet<T> right) => new(left.bits | right.bits);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => bits == 0;

    /// <summary>The properties.</summary>
    internal IEnumerable<PropertyInfo> Properties
    {
        get
        {
            var set = bits;
            return All.Where((_, index) => (set & (1UL << index)) != 0);
        }
    }

    /// <summary>Reads these columns and leaves the others at their defaults.</summary>
    public Expression<Func<T, T>> Projection => Projections.GetOrAdd(bits, static bits =>
    {
        var row = Expression.Parameter(typeof(T), "row");
        return Expression.Lambda<Func<T, T>>(
            Expression.MemberInit(Expression.New(typeof(T)), new ColumnSet<T>(bits).Properties.Select(p => Expression.Bind(p, Expression.Property(row, p)))), row);
    });
}
