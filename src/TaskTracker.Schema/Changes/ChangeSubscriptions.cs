using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Schema.Tasks;

namespace TaskTracker.Schema.Changes;

/// <summary>
/// The fields of <c>Subscription</c>. The server follows the change log itself and runs the operation once for each change, with the
/// change as the root value; with a <see cref="ChangeSubscription"/> as the root value a field tells what to follow instead.
/// </summary>
internal static class ChangeSubscriptions
{
    public static void AddTo(ObjectGraphType subscription)
    {
        AddField(
            subscription,
            "onTaskStatusChanged",
            "Every change of a task's status, in one order, none missing and none twice.",
            field => field.Argument<ListGraphType<NonNullGraphType<TaskStatusType>>>("to", "Only moves to one of these statuses."),
            context => context.ChangeFilter() with { Kinds = [TaskChangeKind.StatusChanged] });
        AddField(
            subscription,
            "onTaskChanged",
            "Every change of a task, in one order, none missing and none twice.",
            field => field.Argument<ListGraphType<NonNullGraphType<TaskChangeKindType>>>("kinds", "Only changes of these kinds."),
            context => context.ChangeFilter());
    }

    private static void AddField(
        ObjectGraphType subscription,
        string name,
        string description,
        Action<FieldBuilder<object?, object>> addArguments,
        Func<IResolveFieldContext, ChangeFilter> readFilter)
    {
        var field = subscription.Field<NonNullGraphType<TaskChangeType>>(name).Description(description)
            .Argument<IdGraphType>("taskId", "Only changes of this task, by global id or number.")
            .Argument<IdGraphType>("userId", "Only changes of tasks that are assigned to this user after the change, or were before it, so that a list can drop what leaves it.");
        addArguments(field);
        field
            .Argument<StringGraphType>("after", "Where to begin: everything after this change-log cursor, then what happens live, without gaps or duplicates. "
                + "Take it from `asOf` of a list or from the `cursor` of the last change that was handled. Without it: from now on.")
            .Argument<StringGraphType>("until", "Where to end: the subscription completes after this change-log cursor. Without it: never.")
            .Resolve(context =>
            {
                if (context.RootValue is ChangeSubscription wanted)
                {
                    // As whoever follows would be told later, but at the field.
                    if (AccessRules.Refuse(context.Actor(), Permissions.ReadTasks) is { } refusal)
                    {
                        throw new RefusedException(refusal);
                    }

                    wanted.Filter = readFilter(context);
                    wanted.After = context.GetArgument<string?>("after");
                    wanted.Until = context.GetArgument<string?>("until");
                    // There is no change yet. Null in a field that is never null would be logged as a defect.
                    throw new ExecutionError("The operation is followed, not run.");
                }

                return context.RootValue as TaskChange;
            })
            .ResolveStream(_ => throw new NotSupportedException("Subscriptions are run once for each change."));
    }
}
