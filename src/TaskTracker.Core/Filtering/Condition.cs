using System.Linq.Expressions;
using TaskTracker.Core.Access;

namespace TaskTracker.Core.Filtering;

/// <summary>
/// A filter, checked and ready to be translated. What the operators mean is told in docs/filtering.md: a negated
/// comparison matches exactly the rows that the comparison itself does not, nulls included.
/// </summary>
public abstract record Condition<T>
{
    /// <summary>The condition on <paramref name="subject"/>, as a query can run it.</summary>
    internal abstract Expression Of(Expression subject);

    /// <summary>What the fields in it require of a caller.</summary>
    public abstract Permissions Requires { get; }

    /// <summary>The condition as a predicate for <c>Where</c>.</summary>
    public Expression<Func<T, bool>> ToPredicate()
    {
        var subject = Expression.Parameter(typeof(T), "x");
        return Expression.Lambda<Func<T, bool>>(Of(subject), subject);
    }
}

/// <summary>Holds when all of them do; none at all holds always.</summary>
public sealed record All<T>(IReadOnlyList<Condition<T>> Conditions) : Condition<T>
{
    /// <inheritdoc/>
    public override Permissions Requires => Conditions.Aggregate(Permissions.None, (required, c) => required | c.Requires);

    internal override Expression Of(Expression subject) => Balanced.Join(Conditions, c => c.Of(subject), Expression.AndAlso, whenEmpty: true);
}

/// <summary>Holds when one of them does; none at all never holds.</summary>
public sealed record Any<T>(IReadOnlyList<Condition<T>> Conditions) : Condition<T>
{
    /// <inheritdoc/>
    public override Permissions Requires => Conditions.Aggregate(Permissions.None, (required, c) => required | c.Requires);

    internal override Expression Of(Expression subject) => Balanced.Join(Conditions, c => c.Of(subject), Expression.OrElse, whenEmpty: false);
}

/// <summary>Compares a field's value.</summary>
/// <param name="Field">The field.</param>
/// <param name="Operator">One that makes sense for the field's type.</param>
/// <param name="Operand">A value of the field's type, null only for <see cref="Operator.Equal"/>; a list of them for <see cref="Operator.In"/>.</param>
/// <param name="IsNegated">Whether to match the other rows.</param>
public sealed record Compare<T>(ValueField<T> Field, Operator Operator, object? Operand, bool IsNegated = false) : Condition<T>
{
    /// <inheritdoc/>
    public override Permissions Requires => Field.Requires;

    internal override Expression Of(Expression subject)
    {
        var comparison = Comparison.Of(subject.Get(Field.Selector), Field.IsNullable, Operator, Operand);
        return IsNegated ? Expression.Not(comparison) : comparison;
    }
}

/// <summary>Holds when the entity that the field leads to exists and meets the condition.</summary>
public sealed record Refers<T, TTarget>(ReferenceField<T, TTarget> Field, Condition<TTarget> Condition) : Condition<T>
    where TTarget : class
{
    /// <inheritdoc/>
    public override Permissions Requires => Field.Requires | Condition.Requires;

    internal override Expression Of(Expression subject)
    {
        var target = subject.Get(Field.Selector);
        var condition = Condition.Of(target);
        return Field.IsNullable ? Expression.AndAlso(Expression.Not(Comparison.IsNull(target)), condition) : condition;
    }
}

/// <summary>Whether a collection holds items, or how many of them meet a condition.</summary>
public sealed record Has<T, TItem>(CollectionField<T, TItem> Field, Quantifier Quantifier, Condition<TItem> Condition) : Condition<T>
    where TItem : class
{
    /// <inheritdoc/>
    public override Permissions Requires => Field.Requires | Condition.Requires;

    internal override Expression Of(Expression subject)
    {
        var items = subject.Get(Field.Selector);
        return Quantifier switch
        {
            Quantifier.Some => Call(nameof(Enumerable.Any), Condition.ToPredicate()),
            Quantifier.None => Expression.Not(Call(nameof(Enumerable.Any), Condition.ToPredicate())),
            _ => Call(nameof(Enumerable.All), Condition.ToPredicate()),
        };

        Expression Call(string method, LambdaExpression predicate) =>
            Expression.Call(typeof(Enumerable), method, [typeof(TItem)], items, predicate);
    }
}

/// <summary>Which items of a collection must meet a condition.</summary>
public enum Quantifier
{
    /// <summary>At least one.</summary>
    Some,

    /// <summary>Not one.</summary>
    None,

    /// <summary>Every one; an empty collection meets it.</summary>
    All,
}
