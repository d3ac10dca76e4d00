using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace TaskTracker.Core.Filtering;

/// <summary>
/// Calls in the expressions of queries. Each method is looked for once: <see cref="Expression.Call(Type, string, Type[], Expression[])"/> looks through all of a class each
/// time, which costs more than the rest of a filter.
/// </summary>
internal static class QueryMethods
{
    /// <summary><c>string.Compare(left, right)</c>.</summary>
    public static readonly MethodInfo Compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    /// <summary><c>text.Contains(part)</c>.</summary>
    public static readonly MethodInfo Contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;

    /// <summary><c>text.Substring(start)</c>.</summary>
    public static readonly MethodInfo Substring = typeof(string).GetMethod(nameof(string.Substring), [typeof(int)])!;

    private static readonly ConcurrentDictionary<(string Name, Type Row, Type? Key), MethodInfo> Queryables = new();
    private static readonly ConcurrentDictionary<Type, MethodInfo> Containing = new();

    /// <summary><c>items.Contains(item)</c> of <see cref="Enumerable"/>.</summary>
    public static MethodCallExpression IsIn(Expression item, Expression items) => Expression.Call(
        Containing.GetOrAdd(item.Type, static type => Find(typeof(Enumerable), nameof(Enumerable.Contains), 2, parameter => true).MakeGenericMethod(type)), items, item);

    /// <summary><c>rows.OrderBy(selector)</c> and the like of <see cref="Queryable"/>.</summary>
    public static MethodCallExpression Order<T>(string name, Expression rows, LambdaExpression selector) => Expression.Call(
        Queryables.GetOrAdd((name, typeof(T), selector.ReturnType), static key => Find(typeof(Queryable), key.Name, 2, _ => true).MakeGenericMethod(key.Row, key.Key!)),
        rows,
        Expression.Quote(selector));

    /// <summary><c>rows.Take(count)</c>.</summary>
    public static MethodCallExpression Take<T>(Expression rows, Expression count) => Expression.Call(
        Queryables.GetOrAdd((nameof(Queryable.Take), typeof(T), null), static key => Find(typeof(Queryable), key.Name, 2, type => type == typeof(int)).MakeGenericMethod(key.Row)),
        rows,
        count);

    /// <summary><c>rows.Where(predicate)</c>.</summary>
    public static MethodCallExpression Where<T>(Expression rows, LambdaExpression predicate) => Expression.Call(
        Queryables.GetOrAdd(
            (nameof(Queryable.Where), typeof(T), null),
            static key => Find(typeof(Queryable), key.Name, 2, type => type.GenericTypeArguments[0].GenericTypeArguments.Length == 2).MakeGenericMethod(key.Row)),
        rows,
        Expression.Quote(predicate));

    private static MethodInfo Find(Type type, string name, int parameters, Func<Type, bool> last) => type.GetMethods()
        .Single(method => method.Name == name && method.GetParameters() is var all && all.Length == parameters && last(all[^1].ParameterType));
}
