using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace TaskTracker.Core.Data.Prepared;

/// <summary>What queries have in common that differ only in their parameters' values. It holds nothing of the request that it was made of.</summary>
internal sealed class QueryShape : IEquatable<QueryShape>
{
    private readonly Expression query;
    private readonly object read;

    /// <param name="query">The query.</param>
    /// <param name="read">What is read of each row; equal where the same is.</param>
    public QueryShape(Expression query, object read)
    {
        var shaping = new Shaping();
        this.query = shaping.Visit(query);
        this.read = read;
        Values = shaping.IsFit ? shaping.Values : null;
    }

    /// <summary>The values of the query's parameters in their order; null when it has something that is neither a parameter nor the same each time.</summary>
    public IReadOnlyList<object?>? Values { get; private set; }

    /// <summary>The query with its parameters numbered in the same order.</summary>
    public static Expression Numbered(Expression query) => new Numbering().Visit(query);

    /// <summary>The shape without its values, to be kept.</summary>
    public QueryShape Emptied()
    {
        var copy = (QueryShape)MemberwiseClone();
        copy.Values = null;
        return copy;
    }

    public bool Equals(QueryShape? other) => other is not null && read.Equals(other.read) && ExpressionEqualityComparer.Instance.Equals(query, other.query);

    public override bool Equals(object? obj) => Equals(obj as QueryShape);

    public override int GetHashCode() => HashCode.Combine(read, ExpressionEqualityComparer.Instance.GetHashCode(query));

    private sealed class Shaping : ExpressionVisitor
    {
        public List<object?> Values { get; } = [];

        public bool IsFit { get; private set; } = true;

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression is not ConstantExpression { Value: QueryParameter parameter })
            {
                return base.VisitMember(node);
            }

            Values.Add(parameter.Given);
            IsFit &= parameter.Given is not null;
            return parameter.Placeholder;
        }

        protected override Expression VisitConstant(ConstantExpression node)
        {
            // Anything else is what a closure of the compiler holds.
            IsFit &= node.Value is null or string or Type || node.Type.IsPrimitive || node.Type.IsEnum || Nullable.GetUnderlyingType(node.Type) is not null;
            return node;
        }

        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root ? root.DetachQueryProvider() : base.VisitExtension(node);
    }

    private sealed class Numbering : ExpressionVisitor
    {
        private int count;

        protected override Expression VisitMember(MemberExpression node) =>
            node.Expression is ConstantExpression { Value: QueryParameter parameter } ? parameter.Numbered(count++) : base.VisitMember(node);
    }
}
