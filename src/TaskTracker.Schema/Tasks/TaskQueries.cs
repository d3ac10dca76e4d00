using GraphQL;
using GraphQL.Types;
using TaskTracker.Core.Tasks;
using TaskTracker.Schema.Nodes;
using TaskTracker.Schema.Paging;
using TaskTracker.Schema.Selection;

namespace TaskTracker.Schema.Tasks;

/// <summary>The fields of <c>Query</c> that answer tasks.</summary>
internal static class TaskQueries
{
    public static void AddTo(ObjectGraphType query, TaskReader tasks)
    {
        query.Field<TaskType>("taskById").Description("The task with this id; null when there is none.")
            .Argument<NonNullGraphType<IdGraphType>>("id", "The task's global id or its number.")
            .ResolveAsync(async context => (await tasks.FindAsync(
                context.Actor(),
                GlobalId.ReadOrRefuse("Task", "id", context.GetArgument<object>("id")),
                context.Columns<TaskItem>(),
                context.CancellationToken)).OrNull());
        query.Field<TasksConnection>("tasks").Description("Tasks, filtered, searched, sorted and in pages.")
            .TaskListArguments()
            .ResolveAsync(async context => (await tasks.ReadPageAsync(
                context.Actor(), context.TaskQuery(), context.PageArguments(), context.PageSelection<TaskItem>(), context.CancellationToken)).OrRefuse());
        query.Field<TasksConnection>("deletedTasks")
            .Description("The deleted tasks that you may restore, the last deleted first. They are purged after 30 days, unless the operator set another time.")
            .PageArguments()
            .ResolveAsync(async context => (await tasks.ReadDeletedPageAsync(
                context.Actor(), context.PageArguments(), context.PageSelection<TaskItem>(), context.CancellationToken)).OrRefuse());
    }
}
