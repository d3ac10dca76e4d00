using System.Linq.Expressions;
using TaskTracker.Core.Access;
using TaskTracker.Core.Data.Prepared;

namespace TaskTracker.Core.Filtering;

/// <summary>
/// A filter, checked and ready to be translated. What the operators mean is told in docs/filtering.md: a negated
/// comparison matches exactly the rows that the comparison itself does not, nulls included.
/// </summary>
public abstract record Condition<T>
{
    /// <summary>The condition on <paramref name="subject"/>, as a query can run it.</summary>
    internal abstract Expression Of(Expression subject);

    /// <summary>Says the same, with the values in the order in which <see cref="Of"/> has them.</summary>
    internal abstract void Describe(QueryShape shape);

    /// <summary>What the fields in it require of a caller.</summary>
    public abstract Permissions Requires { get; }

    /// <summary>The condition as a predicate for <c>Where</c>.</summary>
    public Expression<Func<T, bool>> ToPredicate()
    {
        var subject = Expression.Parameter(typeof(T), "x");
        return Expression.Lambda<Func<T, bool>>(Of(subject), subject);
    }

    /// <summary>Says several.</summary>
    private protected static void DescribeAll(QueryShape shape, string how, IReadOnlyList<Condition<T>> conditions)
    {
        shape.Say(how).Say("(");
        foreach (var condition in conditions)
        {
            condition.Describe(shape);
        }

        shape.Say(")");
    }
}

/// <summary>Holds when all of them do; none at all holds always.</summary>
public sealed record All<T>(IReadOnlyList<Condition<T>> Conditions) : Condition<T>
{
    /// <inheritdoc/>
    public override Permissions Requires => Conditions.Aggregate(Permissions.None, (required, c) => required | c.Requires);

    internal override Expression Of(Expression subject) => Balanced.Join(Conditions, c => c.Of(subject), Expression.AndAlso, whenEmpty: true);

    internal override void Describe(QueryShape shape) => DescribeAll(shape, "all", Conditions);
}

/// <summary>Holds when one of them does; none at all never holds.</summary>
public sealed record Any<T>(IReadOnlyList<Condition<T>> Conditions) : Condition<T>
{
    /// <inheritdoc/>
    public override Permissions Requires => Conditions.Aggregate(Permissions.None, (required, c) => required | c.Requires);

    internal override Expression Of(Expression subject) => Balanced.Join(Conditions, c => c.Of(subject), Expression.OrElse, whenEmpty: false);

    internal override void Describe(QueryShape shape) => DescribeAll(shape, "any", Conditions);
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

    internal override void Describe(QueryShape shape) =>
        Comparison.Describe(shape.Say(Field.Name).Say(IsNegated ? "not" : "is"), Field.Selector.ReturnType, Operator, Operand);
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

    internal override void Describe(QueryShape shape) => Condition.Describe(shape.Say(Field.Name));
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

    internal override void Describe(QueryShape shape) =>
        Condition.Describe(shape.Say(Field.Name).Say(Quantifier switch { Quantifier.Some => "some", Quantifier.None => "none", _ => "every" }));
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
