using GraphQL.Types;
using GraphQLParser.AST;

namespace TaskTracker.Schema.Costs;

/// <summary><c>@cost</c> of IBM's cost specification, with the places and words of Hot Chocolate.</summary>
internal sealed class CostDirective : Directive
{
    public const string DirectiveName = "cost";

    public override bool? Introspectable => true;

    public CostDirective()
        : base(
            DirectiveName,
            DirectiveLocation.Scalar,
            DirectiveLocation.Object,
            DirectiveLocation.FieldDefinition,
            DirectiveLocation.ArgumentDefinition,
            DirectiveLocation.Enum,
            DirectiveLocation.InputFieldDefinition)
    {
        Description = "What a field, an argument or a field of an input adds to the field cost of an operation, or a type to its type cost. "
            + "Without it, a field that has selections and an object add 1, everything else 0.";
        Arguments = new QueryArguments(new QueryArgument<NonNullGraphType<StringGraphType>> { Name = "weight", Description = "A number, added for each time." });
    }
}

/// <summary><c>@listSize</c> of IBM's cost specification, with the arguments of Hot Chocolate.</summary>
internal sealed class ListSizeDirective : Directive
{
    public const string DirectiveName = "listSize";

    public override bool? Introspectable => true;

    public ListSizeDirective()
        : base(DirectiveName, DirectiveLocation.FieldDefinition)
    {
        Description = "How many items a field's list has, for the cost of an operation.";
        var names = new ListGraphType(new NonNullGraphType(new StringGraphType()));
        Arguments = new QueryArguments(
            new QueryArgument<IntGraphType> { Name = "assumedSize", Description = "The most that there can be." },
            new QueryArgument(names) { Name = "slicingArguments", Description = "The arguments that say how many; of a list, its length. Of several, the greatest counts." },
            new QueryArgument<IntGraphType> { Name = "slicingArgumentDefaultValue", Description = "How many there are when none of these arguments is given." },
            new QueryArgument(names) { Name = "sizedFields", Description = "The fields below this one that are the lists; without it, this one is." },
            new QueryArgument<BooleanGraphType>
            {
                Name = "requireOneSlicingArgument",
                Description = "Whether exactly one of the slicing arguments must be given.",
                DefaultValue = true,
            });
    }
}
