using System.Linq.Expressions;
using TaskTracker.Core.Access;
using TaskTracker.Core.Filtering;

namespace TaskTracker.Core.Paging;

/// <summary>One key of an order.</summary>
/// <param name="Name">Its path in GraphQL spelling, such as <c>user.username</c>; binds cursors to the order.</param>
/// <param name="Selector">The value; a function of the row.</param>
/// <param name="IsNullable">Whether the value may be null. Null is smaller than every value.</param>
/// <param name="Descending">Whether great values come first.</param>
public sealed record SortKey<T>(string Name, LambdaExpression Selector, bool IsNullable, bool Descending)
{
    /// <summary>What a caller needs to sort by it.</summary>
    public Permissions Requires { get; init; }

    /// <summary>A key on a field.</summary>
    public static SortKey<T> By(ValueField<T> field, bool descending) =>
        new(field.Name, field.Selector, field.IsNullable, descending) { Requires = field.Requires };

    /// <summary>A key on a field of what a reference leads to.</summary>
    public static SortKey<T> By<TTarget>(ReferenceField<T, TTarget> reference, SortKey<TTarget> key) where TTarget : class
    {
        var subject = Expression.Parameter(typeof(T), "x");
        var value = subject.Get(reference.Selector).Get(key.Selector);
        if (reference.IsNullable && value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null)
        {
            value = Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type));
        }

        return new($"{reference.Name}.{key.Name}", Expression.Lambda(value, subject), reference.IsNullable || key.IsNullable, key.Descending)
        {
            Requires = reference.Requires | key.Requires,
        };
    }
}

/// <summary>A total order: some keys and the id last, in the direction of the key before it, so that no two rows are equal.</summary>
public sealed class Sort<T>
{
    /// <summary>Most keys that a caller may give.</summary>
    public const int MaximumKeys = 8;

    /// <summary>What is wrong with the keys that a caller gives; null when nothing is.</summary>
    public static InvalidOrder? Check(IReadOnlyList<SortKey<T>> keys) =>
        keys.Count > MaximumKeys ? new($"'order' must have at most {MaximumKeys} keys.") : null;

    /// <param name="keys">May be empty.</param>
    /// <param name="id">The row's id, ascending.</param>
    public Sort(IReadOnlyList<SortKey<T>> keys, SortKey<T> id)
    {
        var hasId = keys.Any(key => key.Selector.Body is MemberExpression { Expression: ParameterExpression } own && own.Member == ((MemberExpression)id.Selector.Body).Member);
        Keys = hasId ? keys : [.. keys, id with { Descending = keys.Count > 0 && keys[^1].Descending }];
        Signature = $"{typeof(T).Name}:{string.Join(',', Keys.Select(key => (key.Descending ? "-" : "+") + key.Name))}";
    }

    /// <summary>The keys, the most significant first.</summary>
    public IReadOnlyList<SortKey<T>> Keys { get; }

    /// <summary>Tells lists and orders apart; part of every cursor's seal.</summary>
    public string Signature { get; }
}
