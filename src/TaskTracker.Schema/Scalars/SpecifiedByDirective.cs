using GraphQL.Types;
using GraphQLParser.AST;

namespace TaskTracker.Schema.Scalars;

/// <summary>The specification's <c>@specifiedBy</c>, which the engine does not bring along.</summary>
internal sealed class SpecifiedByDirective : Directive
{
    public const string DirectiveName = "specifiedBy";

    public override bool? Introspectable => true;

    public SpecifiedByDirective()
        : base(DirectiveName, DirectiveLocation.Scalar)
    {
        Description = "Tells where the behaviour of a scalar is specified.";
        Arguments = new QueryArguments(new QueryArgument<NonNullGraphType<StringGraphType>> { Name = "url", Description = "The address of the specification." });
    }
}
