namespace TaskTracker.Server.Tests.Doors;

/// <summary>Something that both doors can do, and how each is asked for it.</summary>
/// <param name="Document">
/// The GraphQL document. A mutation takes all inputs as <c>$input</c> and answers <c>entity</c> and <c>errors</c>; a query takes each
/// input as a variable. Fields have the names that they have in REST.
/// </param>
/// <param name="Route">REST's method and path. Inputs that are not in the path travel in the query of a GET and in the body of anything else.</param>
/// <param name="Missing">What there is none of when GraphQL answers null.</param>
internal sealed record Operation(string Document, string Route, string? Missing = null)
{
    /// <summary>Every operation that both doors have, by a name for the tests.</summary>
    public static readonly IReadOnlyDictionary<string, Operation> All = new Dictionary<string, Operation>
    {
        ["create user"] = new(Mutation("createUser", "user { ...user }"), "POST /users/"),
        ["create task"] = new(Mutation("createTask", "task { ...task }"), "POST /tasks/"),
        ["set status"] = new(Mutation("updateTaskStatus", "task { ...task }"), "PUT /tasks/{id}/status"),
        ["update task"] = new(Mutation("updateTaskStatus", "task { ...task }"), "PUT /tasks/{id}"),
        ["read user"] = new(Query("$id: ID!", "userById(id: $id) { ...user }"), "GET /users/{id}", "User"),
        ["read task"] = new(Query("$id: ID!", "taskById(id: $id) { ...task }"), "GET /tasks/{id}", "Task"),
        ["list users"] = new(Query("$limit: Int", "users(first: $limit) { nodes { ...user } }"), "GET /users/"),
        ["list tasks"] = new(
            Query(
                "$status: TaskStatus, $userId: Int, $search: String",
                "tasks(where: {status: {eq: $status}, userId: {eq: $userId}}, search: $search, order: {id: ASC}) { nodes { ...task } }"),
            "GET /tasks/"),
        ["list tasks of user"] = new(
            Query(
                "$id: ID!, $status: TaskStatus, $search: String",
                "userById(id: $id) { tasks(where: {status: {eq: $status}}, search: $search, order: {id: ASC}) { nodes { ...task } } }"),
            "GET /users/{id}/tasks",
            "User"),
    };

    private static string Mutation(string name, string entity) =>
        $$"""
        mutation ($input: {{char.ToUpperInvariant(name[0])}}{{name[1..]}}Input!) {
          answer: {{name}}(input: $input) { entity: {{entity}} errors { ... on Error { code message } ... on InvalidInputError { fieldName } } } }
        """ + FragmentFor(entity);

    private static string Query(string variables, string field) => $$"""query ({{variables}}) { answer: {{field}} }""" + FragmentFor(field);

    private static string FragmentFor(string selection) => selection.Contains("...user", StringComparison.Ordinal)
        ? " fragment user on User { id: databaseId username email }"
        : " fragment task on Task { id: databaseId title description status user_id: userId created_at: createdAt updated_at: updatedAt }";
}
