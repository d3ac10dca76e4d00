using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using TaskTracker.Core.Changes;
using TaskTracker.Schema.Nodes;
using TaskTracker.Schema.Paging;
using TaskTracker.Schema.Tasks;

namespace TaskTracker.Schema.Changes;

/// <summary>The fields of <c>Query</c> that answer changes.</summary>
internal static class ChangeQueries
{
    public static void AddTo(ObjectGraphType query, ChangeReader changes)
    {
        query.Field<NonNullGraphType<ChangeLogRangeType>>("changeLog").Description("How far the change log reaches.")
            .ResolveAsync(async context => (await changes.FindRangeAsync(context.Actor(), context.CancellationToken)).OrRefuse());
        query.Field<TaskChangesConnection>("taskChanges")
            .Description("The change log, oldest first: what subscriptions deliver, for history and for clients that poll. Continue with `after: endCursor`.")
            .PageArguments()
            .ChangeFilterArguments()
            .ResolveAsync(async context => (await changes.ReadPageAsync(
                context.Actor(), context.ChangeFilter(), context.PageArguments(), context.PageSelection<TaskChange>(), context.CancellationToken)).OrRefuse());
    }

    /// <summary>Adds <c>taskId</c>, <c>userId</c>, <c>kinds</c> and <c>to</c>.</summary>
    public static FieldBuilder<TSource, TReturn> ChangeFilterArguments<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field) => field
        .Argument<IdGraphType>("taskId", "Only changes of this task, by global id or number.")
        .Argument<IdGraphType>("userId", "Only changes of tasks that are assigned to this user after the change, or were before it, so that a list can drop what leaves it.")
        .Argument<ListGraphType<NonNullGraphType<TaskChangeKindType>>>("kinds", "Only changes of these kinds.")
        .Argument<ListGraphType<NonNullGraphType<TaskStatusType>>>("to", "Only changes of status to one of these.");

    /// <summary>The changes that the caller asks for; absent arguments do not restrict.</summary>
    public static ChangeFilter ChangeFilter(this IResolveFieldContext context) => new(
        context.Id("taskId", "Task"),
        context.Id("userId", "User"),
        context.GetArgument<List<TaskChangeKind>?>("kinds"),
        context.GetArgument<List<TaskStatus>?>("to"));

    private static int? Id(this IResolveFieldContext context, string argument, string typeName) =>
        context.GetArgument<object?>(argument) is { } id ? GlobalId.ReadOrRefuse(typeName, argument, id) : null;
}
