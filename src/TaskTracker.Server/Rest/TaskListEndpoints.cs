using TaskTracker.Core.Filtering;
using TaskTracker.Core.Paging;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Server.Accounts;
using TaskTracker.Server.Rest.Answers;
using TaskTracker.Server.Rest.Documentation;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest;

/// <summary>Lists of tasks, of everybody and of one user, in the order in which they were created.</summary>
internal static class TaskListEndpoints
{
    private const string SearchDescription = "Only tasks whose title and description hold all of these words; the last may be the beginning of one.";

    public static void MapTaskLists(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tasks/", List)
            .RefusesStrangers()
            .Documented("listTasks", "Tasks", "List tasks", "All tasks in the order in which they were created.")
            .TakesQuery<TaskStatus>("status", "Only tasks that stand there.")
            .TakesQuery<int>("user_id", "Only tasks of this user.")
            .TakesQuery<string>("search", SearchDescription)
            .TakesRange()
            .AnswersWith<IEnumerable<Schemas.Task>>()
            .RefusesInvalid("""{"type":"int_parsing","loc":["query","limit"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"ten"}""");
        routes.MapGet("/users/{user_id}/tasks", ListOfUserAsync)
            .RefusesStrangers()
            .Documented("listTasksOfUser", "Tasks", "List a user's tasks", "The tasks assigned to a user in the order in which they were created.")
            .TakesId("user_id", "The user's id.")
            .TakesQuery<TaskStatus>("status", "Only tasks that stand there.")
            .TakesQuery<string>("search", SearchDescription)
            .TakesRange()
            .AnswersWith<IEnumerable<Schemas.Task>>()
            .RefusesUnknown("User")
            .RefusesInvalidId("user_id");
    }

    private static IResult List(HttpContext context, TaskReader tasks, StatusNames names)
    {
        var input = RequestInput.WithoutBody(context);
        var status = input.Query.Status(names, "status");
        var userId = input.Query.Integer("user_id");
        var range = Range.Read(input);
        return input.Refusal ?? Answer(context, tasks, names, input, userId is { } id ? RequestInput.ToId(id) : null, status, range);
    }

    private static async Task<IResult> ListOfUserAsync(HttpContext context, TaskReader tasks, UserReader users, StatusNames names)
    {
        var input = RequestInput.WithoutBody(context);
        var userId = input.Id("user_id");
        var status = input.Query.Status(names, "status");
        var range = Range.Read(input);
        if (input.Refusal is { } refusal)
        {
            return refusal;
        }

        var user = await users.FindAsync(context.Actor(), userId, ColumnSet<User>.Of(nameof(User.Id)), context.RequestAborted);
        return !user.Succeeded
            ? RestAnswer.Refused(user.Failures, input)
            : Answer(context, tasks, names, input, userId, status, range);
    }

    private static IResult Answer(
        HttpContext context, TaskReader tasks, StatusNames names, RequestInput input, int? userId, TaskStatus? status, Range range)
    {
        List<Condition<TaskItem>> conditions = [];
        if (userId is { } id)
        {
            conditions.Add(Is("userId", id));
        }

        if (status is { } wanted)
        {
            conditions.Add(Is("status", wanted));
        }

        var found = tasks.Stream(context.Actor(), new All<TaskItem>(conditions), range.Search, TaskJson.Columns, range.Skip, range.Limit);
        return found.Succeeded ? RestAnswer.Of(found.Value, names) : RestAnswer.Refused(found.Failures, input);
    }

    private static Compare<TaskItem> Is(string field, object value) => new((ValueField<TaskItem>)TaskFields.All[field], Operator.Equal, value);

    private sealed record Range(string? Search, int Skip, int? Limit)
    {
        public static Range Read(RequestInput input) =>
            new(input.Query["search"], input.Query.Count("skip") ?? 0, input.Query.Count("limit"));
    }
}
