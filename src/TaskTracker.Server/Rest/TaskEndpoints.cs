using TaskTracker.Core;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Documentation;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest;

/// <summary>Single tasks; lists of them are <see cref="TaskListEndpoints"/>.</summary>
internal static class TaskEndpoints
{
    private const string Conflict =
        """
        {"detail":"Task 1 has changed: its version is 3 by now. Look at what it says, and try again with that version.","code":"VERSION_CONFLICT","task":{"id":1,"title":"Write the report","description":null,"status":"COMPLETED","user_id":1,"created_at":"2025-05-12T20:55:11.123456","updated_at":"2025-05-13T08:00:00"}}
        """;

    // The legacy servers called the parameter by all of these names.
    private static readonly string[] StatusParameters = ["status", "new_status", "status_name"];

    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tasks/", CreateAsync)
            .RefusesStrangers()
            .Documented("createTask", "Tasks", "Create a task", "Creates a task and assigns it to a user.")
            .TakesBody<Schemas.TaskCreate>()
            .AnswersWith<Schemas.Task>()
            .RefusesUnknown("User")
            .RefusesInvalid("""{"type":"missing","loc":["body","title"],"msg":"Field required","input":{"user_id":1}}""");
        routes.MapTaskLists();
        routes.MapGet("/tasks/{task_id}", GetAsync)
            .RefusesStrangers()
            .Documented("getTask", "Tasks", "Get a task", "One task by its id.")
            .TakesId("task_id", "The task's id.")
            .TakesIfNoneMatch("task")
            .AnswersWith<Schemas.Task>()
            .RefusesUnknown("Task")
            .RefusesInvalidId("task_id");
        routes.MapPut("/tasks/{task_id}", UpdateAsync)
            .RefusesStrangers()
            .Documented("updateTask", "Tasks", "Update a task", "Moves a task to a status, as `PUT /tasks/{task_id}/status` does. Other fields are ignored.")
            .TakesId("task_id", "The task's id.")
            .TakesIfMatch<Schemas.VersionConflict>("task", Conflict)
            .TakesBody<Schemas.TaskStatusUpdate>()
            .AnswersWith<Schemas.Task>()
            .RefusesUnknown("Task")
            .RefusesInvalidId("task_id");
        routes.MapPut("/tasks/{task_id}/status", UpdateStatusAsync)
            .RefusesStrangers()
            .Documented(
                "updateTaskStatus", "Tasks", "Update a task's status",
                "Moves a task to a status; every move is allowed, and the status that it already has changes nothing. Without a body the status is read from the query.")
            .TakesId("task_id", "The task's id.")
            .TakesQuery<TaskStatus>("status", "The status, when there is no body.")
            .TakesQuery<TaskStatus>("new_status", "The same, when there is no `status`.")
            .TakesQuery<TaskStatus>("status_name", "The same, when there is neither.")
            .TakesIfMatch<Schemas.VersionConflict>("task", Conflict)
            .TakesBody<Schemas.TaskStatusUpdate>(isRequired: false)
            .AnswersWith<Schemas.Task>()
            .RefusesUnknown("Task")
            .RefusesInvalidId("task_id");
    }

    private static async Task<IResult> CreateAsync(HttpContext context, CreateTask createTask, StatusNames names)
    {
        var input = await RequestInput.ReadAsync(context);
        var title = input.Body.Text("title", TaskRules.CheckTitle);
        var description = input.Body.OptionalText("description", TaskRules.CheckDescription);
        var userId = input.Body.Integer("user_id");
        var status = input.Body.OptionalStatus("status", names) ?? TaskStatus.Pending;
        if (input.Refusal is { } refusal)
        {
            return refusal;
        }

        var created = await createTask.ExecuteAsync(
            input.Actor, new(title!, description, RequestInput.ToId(userId!.Value), status), context.RequestAborted);
        return created.Succeeded ? RestAnswer.Of(created.Value, names) : RestAnswer.Refused(created.Failures, input);
    }

    private static async Task<IResult> GetAsync(HttpContext context, TaskReader tasks, StatusNames names)
    {
        var input = RequestInput.WithoutBody(context);
        var id = input.Id("task_id");
        if (input.Refusal is { } refusal)
        {
            return refusal;
        }

        var task = await tasks.FindAsync(context.Actor(), id, TaskJson.Columns | ColumnSet<TaskItem>.Of(nameof(TaskItem.Version)), context.RequestAborted);
        return !task.Succeeded ? RestAnswer.Refused(task.Failures, input)
            : EntityTags.HasAlready(context.Request, task.Value.Version) ? RestAnswer.NotModified(task.Value.Version)
            : RestAnswer.Of(task.Value, names);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, UpdateTaskStatus updateStatus, StatusNames names)
    {
        var input = await RequestInput.ReadAsync(context);
        var id = input.Id("task_id");
        var status = input.Body.Status("status", names);
        return input.Refusal ?? await MoveAsync(context, updateStatus, names, input, id, status!.Value);
    }

    private static async Task<IResult> UpdateStatusAsync(HttpContext context, UpdateTaskStatus updateStatus, StatusNames names)
    {
        var input = await RequestInput.ReadAsync(context);
        var id = input.Id("task_id");
        var status = !input.Body.IsGiven && input.Query.HasAny(StatusParameters)
            ? input.Query.Status(names, StatusParameters)
            : input.Body.Status("status", names);
        return input.Refusal ?? await MoveAsync(context, updateStatus, names, input, id, status!.Value);
    }

    private static async Task<IResult> MoveAsync(
        HttpContext context, UpdateTaskStatus updateStatus, StatusNames names, RequestInput input, int id, TaskStatus status)
    {
        var version = EntityTags.IfMatch(context.Request, out var refusal);
        if (refusal is not null)
        {
            return refusal;
        }

        var updated = await updateStatus.ExecuteAsync(input.Actor, new(id, status, version), context.RequestAborted);
        return updated.Succeeded ? RestAnswer.Of(updated.Value, names)
            : updated.Failures[0] is VersionConflict conflict ? RestAnswer.Conflicting(conflict, names)
            : RestAnswer.Refused(updated.Failures, input);
    }
}
