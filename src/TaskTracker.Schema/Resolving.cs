using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using GraphQLParser.AST;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Paging;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Schema;

/// <summary>What resolvers have in common.</summary>
internal static class Resolving
{
    private const string ColumnsKey = "columns";
    private const string ReferenceKey = "reference";

    /// <summary>Who asks; of several mutations in one operation each is an attempt of its own.</summary>
    public static Actor Actor(this IResolveFieldContext context)
    {
        var actor = ((ActorContext)context.UserContext).At(context);
        return actor.Attempt is { } attempt ? actor with { Attempt = attempt with { Place = context.RootName() } } : actor;
    }

    /// <summary>The response key of the operation's field that this one is, or is below.</summary>
    public static string RootName(this IResolveFieldContext context) => context.ResponsePath.OfType<string>().First();

    /// <summary>
    /// What a mutation answers; an error at its field for what clients look for in one place, whatever they asked for: who may not, and a key used again.
    /// </summary>
    public static Result<T> OrThrow<T>(this Result<T> result) where T : class =>
        result.Failures is [AccessRefusal or IdempotencyKeyReused, ..] and [var refusal, ..] ? throw new RefusedException(refusal) : result;

    /// <summary>The value, or an error at this field with the first failure's code.</summary>
    public static T OrRefuse<T>(this Result<T> result) where T : class =>
        result.Succeeded ? result.Value : throw new RefusedException(result.Failures[0]);

    /// <summary>The value, or null when there is none; an error at this field for any other refusal.</summary>
    public static T? OrNull<T>(this Result<T> result) where T : class =>
        result.Failures is [TaskNotFound or UserNotFound, ..] ? null : result.OrRefuse();

    /// <summary>What was found for each key; nothing for somebody who may not see it, because what may not be seen is not found.</summary>
    public static IReadOnlyDictionary<TKey, T> OrNothing<TKey, T>(this Result<IReadOnlyDictionary<TKey, T>> result) where TKey : notnull =>
        result.Failures is [AccessRefusal, ..] ? new Dictionary<TKey, T>() : result.OrRefuse();

    /// <summary>Says which stored columns a field of <typeparamref name="T"/> is made of, so that selecting it reads them.</summary>
    public static FieldBuilder<T, TReturn> Reads<T, TReturn>(this FieldBuilder<T, TReturn> field, params string[] properties) where T : class =>
        field.Configure(type => type.Metadata[ColumnsKey] = properties.Aggregate(default(ColumnSet<T>), (columns, property) => columns | ColumnSet<T>.Of(property)));

    /// <summary>Says that a field leads to what a property of <typeparamref name="T"/> refers to, so that what is selected of that is read with the row.</summary>
    public static FieldBuilder<T, TReturn> ReadsReference<T, TTarget, TReturn>(this FieldBuilder<T, TReturn> field, string property) where T : class where TTarget : class =>
        field.Configure(type => type.Metadata[ReferenceKey] = new Func<IResolveFieldContext, GraphQLField, ColumnSet<T>>((context, selected) =>
            ColumnSet<T>.Of(property, Selections.Columns<TTarget>(context, selected.SelectionSet, (IObjectGraphType)type.ResolvedType!))));

    /// <summary>The stored columns that a selected field of <typeparamref name="T"/> is made of; none if its definition said nothing.</summary>
    public static ColumnSet<T> ColumnsRead<T>(this FieldType field, IResolveFieldContext context, GraphQLField selected) where T : class =>
        field.GetMetadata<ColumnSet<T>>(ColumnsKey) | (field.GetMetadata<Func<IResolveFieldContext, GraphQLField, ColumnSet<T>>?>(ReferenceKey)?.Invoke(context, selected) ?? default);
}
