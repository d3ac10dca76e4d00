using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Paging;

namespace TaskTracker.Schema;

/// <summary>What resolvers have in common.</summary>
internal static class Resolving
{
    private const string ColumnsKey = "columns";

    /// <summary>Who asks.</summary>
    public static Actor Actor(this IResolveFieldContext context) => new(Origin.GraphQL);

    /// <summary>The value, or an error at this field with the first failure's code.</summary>
    public static T OrRefuse<T>(this Result<T> result) where T : class =>
        result.Succeeded ? result.Value : throw new RefusedException(result.Failures[0]);

    /// <summary>Says which stored column a field of <typeparamref name="T"/> is made of, so that selecting it reads that column.</summary>
    public static FieldBuilder<T, TReturn> Reads<T, TReturn>(this FieldBuilder<T, TReturn> field, string property) where T : class =>
        field.Configure(type => type.Metadata[ColumnsKey] = ColumnSet<T>.Of(property));

    /// <summary>The stored columns that a field of <typeparamref name="T"/> is made of; none if it said nothing.</summary>
    public static ColumnSet<T> ColumnsRead<T>(this FieldType field) where T : class => field.GetMetadata<ColumnSet<T>>(ColumnsKey);
}
