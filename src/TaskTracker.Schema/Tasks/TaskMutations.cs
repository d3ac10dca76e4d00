using GraphQL.Types;
using TaskTracker.Core;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Schema.Costs;
using TaskTracker.Schema.Errors;
using TaskTracker.Schema.Mutations;
using TaskTracker.Schema.Scalars;

namespace TaskTracker.Schema.Tasks;

/// <summary>The fields of <c>Mutation</c> that change tasks.</summary>
internal sealed class TaskMutations(
    TaskReader tasks, CreateTask createTask, UpdateTask updateTask, AssignTask assignTask, UpdateTaskStatus updateTaskStatus, DeleteTask deleteTask, RestoreTask restoreTask)
{
    public void AddTo(ObjectGraphType mutation)
    {
        MutationField.Add<TaskItem, TaskType>(
            mutation,
            "createTask",
            "Creates a task and assigns it to a user.",
            "task",
            [typeof(UserNotFoundError)],
            input =>
            {
                input.Field<NonNullGraphType<StringGraphType>>("title").Description("1 to 2,000 characters, not blank.").Cost(CostBuilder.OfWrittenTask);
                input.Field<StringGraphType>("description").Description("Up to 20,000 characters.");
                input.Field<NonNullGraphType<IdGraphType>>("userId").Description("The assignee's global id or number.");
                input.Field<NonNullGraphType<TaskStatusType>>("status").Description("Its initial status.").DefaultValue(TaskStatus.Pending);
                input.Field<NonNullGraphType<TaskPriorityType>>("priority").Description("How urgent it is.").DefaultValue(TaskPriority.None);
                input.Field<LocalDateScalar>("dueDate").Description("The day by which it is to be done.");
            },
            (context, input) =>
            {
                var values = ReadCreate(input);
                return () => createTask.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            },
            "The new task",
            payload => payload.Field<TasksEdge>("taskEdge")
                .Description("The new task with its place in `tasks` without filter and order, for clients that add it to a list they keep; null when there are errors.")
                .Resolve(c => c.Source.Value is { } task ? tasks.RowOf(task) : null));

        MutationField.Add<TaskItem, TaskType>(
            mutation,
            "updateTask",
            "Changes a task's title, description, priority or due date. A field that is left out stays as it is.",
            "task",
            [typeof(TaskNotFoundError), typeof(VersionConflictError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("id").Description("The task's global id or number.").Cost(CostBuilder.OfWrittenTask);
                input.Field<StringGraphType>("title").Description("1 to 2,000 characters, not blank; null is refused.");
                input.Field<StringGraphType>("description").Description("Up to 20,000 characters; null removes it.");
                input.Field<TaskPriorityType>("priority").Description("How urgent it is; null is refused.");
                input.Field<LocalDateScalar>("dueDate").Description("The day by which it is to be done; null removes it.");
                input.ExpectsVersion("task");
            },
            (context, input) =>
            {
                var values = ReadUpdate(input);
                return () => updateTask.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            });

        MutationField.Add<TaskItem, TaskType>(
            mutation,
            "assignTask",
            "Assigns a task to another user.",
            "task",
            [typeof(TaskNotFoundError), typeof(VersionConflictError), typeof(UserNotFoundError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("taskId").Description("The task's global id or number.");
                input.Field<NonNullGraphType<IdGraphType>>("userId").Description("The new assignee's global id or number.");
                input.ExpectsVersion("task");
            },
            (context, input) =>
            {
                var values = new AssignTask.Input(input.TaskId("taskId"), input.UserId("userId"), input.ExpectedVersion());
                return () => assignTask.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            });

        MutationField.Add<TaskItem, TaskType>(
            mutation,
            "updateTaskStatus",
            "Moves a task to a status; every move is allowed. Setting the status that the task already has succeeds and changes nothing.",
            "task",
            [typeof(TaskNotFoundError), typeof(VersionConflictError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("id").Description("The task's global id or number.").Cost(CostBuilder.OfWrittenTask);
                input.Field<NonNullGraphType<TaskStatusType>>("status").Description("The new status.");
                input.ExpectsVersion("task");
            },
            (context, input) =>
            {
                var values = ReadStatus(input);
                return () => updateTaskStatus.ExecuteAsync(context.Actor(), values, context.CancellationToken);
            });

        AddOfTask(
            mutation,
            "deleteTask",
            "Deletes a task: from then on only `deletedTasks` finds it. It can be restored until it is purged.",
            (actor, id, version, cancellationToken) => deleteTask.ExecuteAsync(actor, new(id, version), cancellationToken));
        AddOfTask(
            mutation,
            "restoreTask",
            "Brings a deleted task back, with its id and its history. Whoever could change it before may do so.",
            (actor, id, version, cancellationToken) => restoreTask.ExecuteAsync(actor, new(id, version), cancellationToken));
    }

    private static void AddOfTask(
        ObjectGraphType mutation, string name, string description, Func<Actor, int, ExpectedVersion, CancellationToken, Task<Result<TaskItem>>> execute) =>
        MutationField.Add<TaskItem, TaskType>(
            mutation,
            name,
            description,
            "task",
            [typeof(TaskNotFoundError), typeof(VersionConflictError)],
            input =>
            {
                input.Field<NonNullGraphType<IdGraphType>>("id").Description("The task's global id or number.");
                input.ExpectsVersion("task");
            },
            (context, input) =>
            {
                var (id, version) = (input.TaskId("id"), input.ExpectedVersion());
                return () => execute(context.Actor(), id, version, context.CancellationToken);
            });

    /// <summary>What <c>createTask</c> takes.</summary>
    internal static CreateTask.Input ReadCreate(MutationInput input) => new(
        input.Required<string>("title"),
        input.TextOrNull("description"),
        input.UserId("userId"),
        input.Required<TaskStatus>("status"),
        input.Required<TaskPriority>("priority"),
        input.Optional<DateOnly>("dueDate"));

    /// <summary>What <c>updateTask</c> takes.</summary>
    internal static UpdateTask.Input ReadUpdate(MutationInput input) => new(
        input.TaskId("id"),
        input.OptionalText("title"),
        input.OptionalText("description"),
        input.OptionalValue<TaskPriority>("priority"),
        input.OptionalValue<DateOnly>("dueDate"),
        input.ExpectedVersion());

    /// <summary>What <c>updateTaskStatus</c> takes.</summary>
    internal static UpdateTaskStatus.Input ReadStatus(MutationInput input) => new(input.TaskId("id"), input.Required<TaskStatus>("status"), input.ExpectedVersion());
}
