namespace TaskTracker.Server.Tests.Doors;

/// <summary>
/// One operation as each door takes it. Values are literals as JSON and GraphQL both write them, see <see cref="Text"/>:
/// in a document even half of a surrogate pair reaches the rules.
/// </summary>
/// <param name="Document">The GraphQL document.</param>
/// <param name="Result">Where in its data the answer is, such as <c>createTask.task</c>.</param>
/// <param name="Missing">The code that a null there stands for, where null means that there is no such thing.</param>
/// <param name="Method">The REST route's method.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Body">Its body.</param>
public sealed record DoorOperation(string Document, string Result, string? Missing, HttpMethod Method, string Path, string? Body = null)
{
    private const string TaskFields = "id: databaseId title description status user_id: userId created_at: createdAt updated_at: updatedAt";
    private const string UserFields = "id: databaseId username email";
    private const string ErrorFields = "errors { __typename ... on Error { code message } ... on InvalidInputError { fieldName } }";

    /// <summary>A string literal: ASCII, everything else escaped.</summary>
    public static string Text(string text) =>
        $"\"{string.Concat(text.Select(c => c is >= ' ' and < '\x7F' and not '"' and not '\\' ? $"{c}" : $"\\u{(int)c:x4}"))}\"";

    public static DoorOperation CreateUser(string username, string email) => new(
        $"mutation {{ createUser(input: {{username: {username}, email: {email}}}) {{ user {{ {UserFields} }} {ErrorFields} }} }}", "createUser.user", null,
        HttpMethod.Post, "/users/", $$"""{"username": {{username}}, "email": {{email}}}""");

    public static DoorOperation CreateTask(string title, string userId, string description = "null") => new(
        $"mutation {{ createTask(input: {{title: {title}, description: {description}, userId: {userId}}}) {{ task {{ {TaskFields} }} {ErrorFields} }} }}", "createTask.task", null,
        HttpMethod.Post, "/tasks/", $$"""{"title": {{title}}, "description": {{description}}, "user_id": {{userId}}}""");

    /// <param name="status">A status, or any other name.</param>
    public static DoorOperation CreateTaskWith(string status) => new(
        $"mutation {{ createTask(input: {{title: \"With a status\", userId: 1, status: {status}}}) {{ task {{ {TaskFields} }} {ErrorFields} }} }}", "createTask.task", null,
        HttpMethod.Post, "/tasks/", $$"""{"title": "With a status", "user_id": 1, "status": "{{status}}"}""");

    public static DoorOperation SetStatus(string id, string status) => new(
        $"mutation {{ updateTaskStatus(input: {{id: {id}, status: {status}}}) {{ task {{ {TaskFields} }} {ErrorFields} }} }}", "updateTaskStatus.task", null,
        HttpMethod.Put, $"/tasks/{Segment(id)}/status", $$"""{"status": "{{status}}"}""");

    public static DoorOperation ReadTask(string id) => new(
        $"{{ taskById(id: {id}) {{ {TaskFields} }} }}", "taskById", "TASK_NOT_FOUND", HttpMethod.Get, $"/tasks/{Segment(id)}");

    public static DoorOperation ReadUser(string id) => new(
        $"{{ userById(id: {id}) {{ {UserFields} }} }}", "userById", "USER_NOT_FOUND", HttpMethod.Get, $"/users/{Segment(id)}");

    public static DoorOperation ListUsers() => new($"{{ users(first: 100) {{ nodes {{ {UserFields} }} }} }}", "users.nodes", null, HttpMethod.Get, "/users/");

    public static DoorOperation ListTasks(string? status = null, string? search = null) => new(
        $"{{ tasks({List(status, search)}) {{ nodes {{ {TaskFields} }} }} }}", "tasks.nodes", null, HttpMethod.Get, $"/tasks/{Query(status, search)}");

    public static DoorOperation TasksOfUser(string id, string? status = null, string? search = null) => new(
        $"{{ userById(id: {id}) {{ tasks({List(status, search)}) {{ nodes {{ {TaskFields} }} }} }} }}", "userById.tasks.nodes", "USER_NOT_FOUND",
        HttpMethod.Get, $"/users/{Segment(id)}/tasks{Query(status, search)}");

    // REST lists by id, whatever is searched for.
    private static string List(string? status, string? search) =>
        $"first: 100, order: {{id: ASC}}{(status is null ? "" : $", where: {{status: {{eq: {status}}}}}")}{(search is null ? "" : $", search: {Text(search)}")}";

    private static string Query(string? status, string? search)
    {
        string?[] parts = [status is null ? null : $"status={status}", search is null ? null : $"search={Uri.EscapeDataString(search)}"];
        return string.Concat(parts.OfType<string>().Select((part, i) => (i == 0 ? "?" : "&") + part));
    }

    private static string Segment(string id) => Uri.EscapeDataString(id.Trim('"'));
}
