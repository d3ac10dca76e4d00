using TaskTracker.Core.Tasks;
using TaskTracker.Server.Access;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest;

/// <summary>Single tasks; lists of them are <see cref="TaskListEndpoints"/>.</summary>
internal static class TaskEndpoints
{
    // The legacy servers called the parameter by all of these names.
    private static readonly string[] StatusParameters = ["status", "new_status", "status_name"];

    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tasks/", CreateAsync);
        routes.MapTaskLists();
        routes.MapGet("/tasks/{task_id}", GetAsync);
        routes.MapPut("/tasks/{task_id}", UpdateAsync);
        routes.MapPut("/tasks/{task_id}/status", UpdateStatusAsync);
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
            context.Actor(), new(title!, description, RequestInput.ToId(userId!.Value), status), context.RequestAborted);
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

        var task = await tasks.FindAsync(context.Actor(), id, TaskJson.Columns, context.RequestAborted);
        return task is null ? RestAnswer.TaskNotFound : RestAnswer.Of(task, names);
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
        var updated = await updateStatus.ExecuteAsync(context.Actor(), new(id, status), context.RequestAborted);
        return updated.Succeeded ? RestAnswer.Of(updated.Value, names) : RestAnswer.Refused(updated.Failures, input);
    }
}
