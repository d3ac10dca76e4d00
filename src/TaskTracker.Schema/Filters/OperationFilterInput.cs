using GraphQL.Types;
using TaskTracker.Core.Filtering;
using TaskTracker.Schema.Accounts;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Scalars;
using TaskTracker.Schema.Tasks;

namespace TaskTracker.Schema.Filters;

/// <summary>The comparisons of one kind of value; several in one object must all hold.</summary>
internal abstract class OperationFilterInput<TGraphType> : InputObjectGraphType where TGraphType : IGraphType
{
    protected OperationFilterInput(string name, string what, IReadOnlyList<OperatorName> operators, Type listItem)
    {
        Name = name;
        Description = $"Compares {what}. Several comparisons in one object must all hold.";
        foreach (var op in operators)
        {
            Field(op.Name, op.TakesList ? typeof(ListGraphType<>).MakeGenericType(listItem) : typeof(TGraphType)).Description(op.Description)
                .Cost(op.Operator is Operator.Contains or Operator.StartsWith or Operator.EndsWith ? CostBuilder.OfTextSearch : CostBuilder.OfCommand);
        }
    }
}

internal sealed class IdOperationFilterInput()
    : OperationFilterInput<IdGraphType>("IdOperationFilterInput", "an id, given as a global id or as a number; all comparisons but equality compare the numbers", Operators.OfOrder, typeof(IdGraphType));

internal sealed class IntOperationFilterInput()
    : OperationFilterInput<IntGraphType>("IntOperationFilterInput", "a number", Operators.OfOrder, typeof(IntGraphType));

internal sealed class DateTimeOperationFilterInput()
    : OperationFilterInput<DateTimeScalar>("DateTimeOperationFilterInput", "a moment", Operators.OfOrder, typeof(DateTimeScalar));

internal sealed class LocalDateOperationFilterInput()
    : OperationFilterInput<LocalDateScalar>("LocalDateOperationFilterInput", "a day", Operators.OfOrder, typeof(LocalDateScalar));

internal sealed class RoleOperationFilterInput()
    : OperationFilterInput<RoleType>("RoleOperationFilterInput", "a role", Operators.OfEquality, typeof(NonNullGraphType<RoleType>));

internal sealed class TaskStatusOperationFilterInput()
    : OperationFilterInput<TaskStatusType>("TaskStatusOperationFilterInput", "a status", Operators.OfEquality, typeof(NonNullGraphType<TaskStatusType>));

internal sealed class TaskPriorityOperationFilterInput()
    : OperationFilterInput<TaskPriorityType>("TaskPriorityOperationFilterInput", "a priority", Operators.OfEquality, typeof(NonNullGraphType<TaskPriorityType>));

internal sealed class StringOperationFilterInput : OperationFilterInput<StringGraphType>
{
    public StringOperationFilterInput()
        : base("StringOperationFilterInput", "a text, character by character; case and accents matter", Operators.OfText, typeof(StringGraphType))
    {
        Field<ListGraphType<NonNullGraphType<StringOperationFilterInput>>>("and").Description("All of these must hold. An empty list always does.");
        Field<ListGraphType<NonNullGraphType<StringOperationFilterInput>>>("or").Description("One of these must hold. An empty list never does.");
    }
}
