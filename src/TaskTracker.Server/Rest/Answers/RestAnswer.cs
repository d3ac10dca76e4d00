using System.Text.Json;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Server.Rest.Requests;

namespace TaskTracker.Server.Rest.Answers;

/// <summary>Every answer that the routes give.</summary>
internal static class RestAnswer
{
    public static IResult TaskNotFound => Detail(StatusCodes.Status404NotFound, "Task not found");

    public static IResult UserNotFound => Detail(StatusCodes.Status404NotFound, "User not found");

    public static IResult Of(TaskItem task, StatusNames names) =>
        new JsonAnswer(StatusCodes.Status200OK, writer => writer.WriteTask(task, names), EntityTags.Of(task.Version));

    public static IResult Of(IAsyncEnumerable<TaskItem> tasks, StatusNames names) =>
        new JsonArrayAnswer<TaskItem>(tasks, (writer, task) => writer.WriteTask(task, names));

    public static IResult Of(User user) => new JsonAnswer(StatusCodes.Status200OK, writer => writer.WriteUser(user));

    public static IResult Of(IAsyncEnumerable<User> users) => new JsonArrayAnswer<User>(users, (writer, user) => writer.WriteUser(user));

    /// <summary>An answer that only says what happened.</summary>
    public static IResult Detail(int status, string text) => new JsonAnswer(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("detail", text);
        writer.WriteEndObject();
    });

    /// <summary>304 for a client that has this version already.</summary>
    public static IResult NotModified(int version) => new Unchanged(EntityTags.Of(version));

    /// <summary>412 with the task as it is now.</summary>
    public static IResult Conflicting(VersionConflict conflict, StatusNames names) =>
        Conflicting(conflict, "task", conflict.Task.Version, writer => writer.WriteTask(conflict.Task, names));

    /// <summary>412 with what has changed, as it is now.</summary>
    /// <param name="conflict">The refusal.</param>
    /// <param name="name">What it is called in the answer.</param>
    /// <param name="version">The version that it has.</param>
    /// <param name="write">Writes it.</param>
    public static IResult Conflicting(Failure conflict, string name, int version, Action<Utf8JsonWriter> write) => new JsonAnswer(
        StatusCodes.Status412PreconditionFailed,
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("detail", conflict.Message);
            writer.WriteString("code", conflict.Code);
            writer.WritePropertyName(name);
            write(writer);
            writer.WriteEndObject();
        },
        EntityTags.Of(version));

    /// <summary>An answer that says what happened, with a code for programs.</summary>
    public static IResult Coded(int status, string code, string text) => new JsonAnswer(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("detail", text);
        writer.WriteString("code", code);
        writer.WriteEndObject();
    });

    /// <summary>422 with everything that is wrong with a request.</summary>
    public static IResult Invalid(IReadOnlyList<InputError> errors) => new JsonAnswer(StatusCodes.Status422UnprocessableEntity, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("detail");
        foreach (var error in errors)
        {
            writer.WriteInputError(error);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>What a use case refused, once the request itself was found good.</summary>
    public static IResult Refused(IReadOnlyList<Failure> failures, RequestInput input) => failures[0] switch
    {
        AccessRefusal refusal => AccessAnswer.Of(refusal),
        Core.TaskNotFound => TaskNotFound,
        Core.UserNotFound => UserNotFound,
        IdempotencyKeyReused reused => Coded(StatusCodes.Status409Conflict, reused.Code, reused.Message),
        DuplicateUsername taken => Invalid([InputError.ValueError(["body", "username"], taken.Message, input.Body["username"])]),
        DuplicateEmail taken => Invalid([InputError.ValueError(["body", "email"], taken.Message, input.Body["email"])]),
        InvalidSearch invalid => Invalid([InputError.ValueError(["query", "search"], invalid.Message, input.Query["search"])]),
        var failure => throw new InvalidOperationException($"{failure.Code} has no place in REST."),
    };

    private sealed class Unchanged(string entityTag) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            httpContext.Response.Headers.ETag = entityTag;
            return Task.CompletedTask;
        }
    }
}
