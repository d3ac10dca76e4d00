using GraphQL.Types;
using TaskTracker.Core.Access;
using TaskTracker.Core.Changes;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Schema.Batching;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Nodes;
using TaskTracker.Schema.Paging;
using TaskTracker.Schema.Scalars;
using TaskTracker.Schema.Selection;
using TaskTracker.Schema.Tasks;

namespace TaskTracker.Schema.Changes;

internal sealed class TaskChangeType : ObjectGraphType<TaskChange>
{
    public TaskChangeType(ChangeReader changes, TaskReader tasks)
    {
        Name = "TaskChange";
        Description = "What happened to a task. Everything is as of the change, except `task` and whether `changes` are shown, which are as of now. Changes have one order for all tasks, which their cursors give.";
        Field<NonNullGraphType<StringGraphType>>("cursor")
            .Description("The change's place in the log: for `after` and `until` of subscriptions and of `taskChanges`. Cursors compare, as texts, in the order of the log.")
            .Reads(nameof(TaskChange.Sequence)).Resolve(c => changes.CursorOf(c.Source.Sequence));
        Field<NonNullGraphType<TaskChangeKindType>>("kind").Description("What kind of change it is.")
            .Reads(nameof(TaskChange.Kind)).Resolve(c => c.Source.Kind);
        Field<NonNullGraphType<IdGraphType>>("taskId").Description("The task's global id.")
            .Reads(nameof(TaskChange.TaskId)).Resolve(c => GlobalId.Of("Task", c.Source.TaskId));
        Field<NonNullGraphType<IntGraphType>>("taskVersion").Description("The task's version after the change; each change of a task adds one.")
            .Reads(nameof(TaskChange.TaskVersion)).Resolve(c => c.Source.TaskVersion);
        Field<TaskType>("task")
            .Description("The task as it is at delivery, or was within a second before it; that may be later than the change: compare its `version`. Null when it is gone or you may not see it.")
            .Reads(nameof(TaskChange.TaskId))
            .Cost(CostBuilder.OfObjectOfRow)
            .Resolve(context =>
            {
                var columns = context.Columns<TaskItem>();
                return Batches.Of<int, TaskItem>(context, ("TaskChange.task", columns), (ids, token) => tasks.FindManyAsync(context.Actor(), ids, columns, token))
                    .Add(context.Source.TaskId);
            });
        Field<TaskStatusType>("fromStatus").Description("The status before; null unless the status changed.")
            .Reads(nameof(TaskChange.FromStatus)).Resolve(c => c.Source.FromStatus);
        Field<TaskStatusType>("toStatus").Description("The status after; null unless the status changed.")
            .Reads(nameof(TaskChange.ToStatus)).Resolve(c => c.Source.ToStatus);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<FieldChangeType>>>>("changes")
            .Description("Every field that changed; of a new task, every field that has a value. Empty when you can no longer see the task, because it has been deleted since.")
            .ListSize(5).Reads(nameof(TaskChange.TaskId), nameof(TaskChange.Changes))
            .Resolve(context => context.Source.IsOfSeenTask
                ? context.Source.Changes
                : Batches.Of<int, TaskItem>(context, "TaskChange.changes", (ids, token) => tasks.FindManyAsync(context.Actor(), ids, ColumnSet<TaskItem>.Key, token))
                    .Add(context.Source.TaskId, context.Source.ChangesFor));
        Field<StringGraphType>("actor").Description("The username of whoever made the change, as of the change; null when they had not signed in, or when you may not see users.")
            .Reads(nameof(TaskChange.Actor)).Resolve(c => c.Actor().May(Permissions.ReadUsers) ? c.Source.Actor : null);
        Field<NonNullGraphType<OriginType>>("origin").Description("Through which interface.")
            .Reads(nameof(TaskChange.Origin)).Resolve(c => c.Source.Origin);
        Field<NonNullGraphType<DateTimeScalar>>("at").Description("When it happened. The order of changes does not depend on it: clocks can be adjusted.")
            .Reads(nameof(TaskChange.At)).Resolve(c => c.Source.At);
    }
}

internal sealed class FieldChangeType : ObjectGraphType<FieldChange>
{
    public FieldChangeType()
    {
        Name = "FieldChange";
        Description = "One field of a change.";
        Field<NonNullGraphType<StringGraphType>>("field").Description("The field's name in `Task`.").Resolve(c => c.Source.Field);
        Field<StringGraphType>("from").Description("The value before, as text; null when there was none.").Resolve(c => c.Source.From);
        Field<StringGraphType>("to").Description("The value after, as text; null when there is none.").Resolve(c => c.Source.To);
    }
}

internal sealed class TaskChangeKindType : EnumerationGraphType
{
    public TaskChangeKindType()
    {
        Name = "TaskChangeKind";
        Description = "What kind of change it is. When several fit, it is the last of them in this list.";
        Add("CREATED", TaskChangeKind.Created, "The task is new.");
        Add("UPDATED", TaskChangeKind.Updated, "Its title, description, priority or due date changed.");
        Add("ASSIGNED", TaskChangeKind.Assigned, "It was assigned to another user.");
        Add("STATUS_CHANGED", TaskChangeKind.StatusChanged, "It moved to another status.");
        Add("DELETED", TaskChangeKind.Deleted, "It was deleted: `task` is null.");
        Add("RESTORED", TaskChangeKind.Restored, "It was restored, as it was when it was deleted.");
    }
}

internal sealed class OriginType : EnumerationGraphType
{
    public OriginType()
    {
        Name = "Origin";
        Description = "Through which interface a change came.";
        Add("GRAPHQL", Origin.GraphQL, "GraphQL, over HTTP or a WebSocket.");
        Add("REST", Origin.Rest, "A REST route.");
        Add("COMMAND", Origin.Command, "A command on the server's machine.");
    }
}

internal sealed class ChangeLogRangeType : ObjectGraphType<ChangeLogRange>
{
    public ChangeLogRangeType()
    {
        Name = "ChangeLogRange";
        Description = "How far the change log reaches.";
        Field<NonNullGraphType<StringGraphType>>("oldestCursor").Description("The oldest cursor that still works in `after`.").Resolve(c => c.Source.OldestCursor);
        Field<NonNullGraphType<StringGraphType>>("newestCursor").Description("The place of the newest change: subscribe after it to get what comes from now on.")
            .Resolve(c => c.Source.NewestCursor);
    }
}

internal sealed class TaskChangesConnection() : ConnectionType<TaskChange, TaskChangeType, TaskChangesEdge>("TaskChangesConnection", "changes");

internal sealed class TaskChangesEdge() : EdgeType<TaskChange, TaskChangeType>("TaskChangesEdge", "change");
