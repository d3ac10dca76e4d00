using System.Linq.Expressions;

namespace TaskTracker.Core.Filtering;

/// <summary>Puts expressions together.</summary>
internal static class ExpressionExtensions
{
    /// <summary>The selector's body with <paramref name="subject"/> for its parameter.</summary>
    public static Expression Get(this Expression subject, LambdaExpression selector) =>
        new Replacement(selector.Parameters[0], subject).Visit(selector.Body);

    private sealed class Replacement(ParameterExpression parameter, Expression replacement) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? replacement : base.VisitParameter(node);
    }
}
