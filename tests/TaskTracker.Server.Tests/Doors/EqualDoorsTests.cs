using static TaskTracker.Server.Tests.Doors.DoorOperation;

namespace TaskTracker.Server.Tests.Doors;

/// <summary>
/// Whatever comes through GraphQL comes through REST with the same outcome and the same rows. To add an operation or an input, add a line.
/// What REST is more lenient about for its old clients ("7.0" as an id, "In Progress" as a status) is no part of this, nor are searches
/// that are too long for the URL of a request.
/// </summary>
public sealed class EqualDoorsTests : IAsyncLifetime
{
    private const string NotText = "must be well-formed Unicode text without NUL characters.";
    private const string Huge = "99999999999999999999";

    private readonly TwoDoors doors = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await doors.DisposeAsync();

    [Fact]
    public async Task Creating_a_user()
    {
        await doors.AcceptAsync(CreateUser(Text("alice"), Text("alice@example.com")));
        await doors.AcceptAsync(CreateUser(Text("Bob Ünï 🚀"), Text("Bob <Bob.Ünï@EXAMPLE.com>")));
        await doors.AcceptAsync(CreateUser(Text("abc"), Text("  abc@bücher.example ")));
        await doors.AcceptAsync(CreateUser(Text(new string('x', 20)), Text("x20@example.com")));
        await doors.AcceptAsync(CreateUser(Text(string.Concat(Enumerable.Repeat("🚀", 20))), Text("rockets@example.com")));
        await doors.AcceptAsync(CreateUser(Text("a\uFFFEb"), Text("noncharacter@example.com")));
        await doors.RefuseAsync(CreateUser(Text("alice"), Text("other@example.com")), "Username 'alice' is already taken. Choose another one.");
        await doors.RefuseAsync(CreateUser(Text("ＡLICE"), Text("other@example.com")), "Username 'ＡLICE' is already taken. Choose another one.");
        await doors.RefuseAsync(CreateUser(Text("other"), Text("ALICE@Example.COM")), "E-mail address 'ALICE@example.com' is already in use. Choose another one.");
        await doors.RefuseAsync(CreateUser(Text("Alice"), Text("alice@example.com")), "Username 'Alice' is already taken. Choose another one.");
        await doors.RefuseAsync(CreateUser(Text(""), Text("other@example.com")), "username must have at least 3 characters.");
        await doors.RefuseAsync(CreateUser(Text("ab"), Text("other@example.com")), "username must have at least 3 characters.");
        await doors.RefuseAsync(CreateUser(Text("🚀🚀"), Text("other@example.com")), "username must have at least 3 characters.");
        await doors.RefuseAsync(CreateUser(Text(new string('x', 21)), Text("other@example.com")), "username must have at most 20 characters.");
        await doors.RefuseAsync(CreateUser(Text(" \t\u3000"), Text("other@example.com")), "username must not be blank.");
        await doors.RefuseAsync(CreateUser(Text("a\0b"), Text("other@example.com")), $"username {NotText}");
        await doors.RefuseAsync(CreateUser(Text("\uD83Dabc"), Text("other@example.com")), $"username {NotText}");
        await doors.RefuseAsync(CreateUser(Text("other"), Text("a\0@example.com")), $"email {NotText}");
        await doors.RefuseAsync(CreateUser(Text("other"), Text("\uDE80@example.com")), $"email {NotText}");
        await doors.RefuseAsync(CreateUser(Text("other"), Text("")), "email must be a valid e-mail address: An email address must have an @-sign.");
        await doors.RefuseAsync(CreateUser(Text("other"), Text("a@b@example.com")), "email must be a valid e-mail address: The part after the @-sign contains invalid characters: '@'.");
        await doors.RefuseAsync(CreateUser(Text("other"), Text("a@localhost")), "email must be a valid e-mail address: The part after the @-sign is not valid. It should have a period.");
        await doors.RefuseAsync(
            CreateUser(Text("other"), Text("a\uFFFEb@example.com")), "email must be a valid e-mail address: The email address contains invalid characters before the @-sign: U+FFFE.");
        await doors.RefuseAsync(
            CreateUser(Text("other"), Text("ab@exa\uFFFEmple.com")), "email must be a valid e-mail address: The part after the @-sign contains invalid characters: U+FFFE.");
        await doors.RefuseAsync(CreateUser(Text("other"), Text(new string('a', 2_049))), "email must be a valid e-mail address: Length must not exceed 2048 characters.");
        await doors.RefuseAsync(CreateUser(Text("ab"), Text("a")), "username must have at least 3 characters. email must be a valid e-mail address: An email address must have an @-sign.");
        await doors.RefuseAsync(CreateUser("null", Text("other@example.com")), "username: not of its type");
        await doors.RefuseAsync(CreateUser("5", Text("other@example.com")), "username: not of its type");
        await doors.RefuseAsync(CreateUser(Text("other"), "[]"), "email: not of its type");
        doors.AssertEqual();
    }

    [Fact]
    public async Task Creating_a_task()
    {
        await doors.AcceptAsync(CreateUser(Text("alice"), Text("alice@example.com")));
        await doors.AcceptAsync(CreateTask(Text("Write the report"), "1"));
        await doors.AcceptAsync(CreateTask(Text("  Ünï «🚀» 日本語 \"quoted\" \\ \u2028 "), "1", Text("Straße\r\nﬁn \u007F\u0001")));
        await doors.AcceptAsync(CreateTask(Text("x"), "1", Text("")));
        await doors.AcceptAsync(CreateTask(Text("x"), "1", Text("   ")));
        await doors.AcceptAsync(CreateTask(Text("x"), Text("1")));
        await doors.AcceptAsync(CreateTask(Text(new string('t', 2_000)), "1", Text(new string('d', 20_000))));
        await doors.AcceptAsync(CreateTask(Text("\uFFFE\uFFFF"), "1", Text("\uFFFE")));
        await doors.AcceptAsync(CreateTaskWith("PENDING"));
        await doors.AcceptAsync(CreateTaskWith("IN_PROGRESS"));
        await doors.AcceptAsync(CreateTaskWith("COMPLETED"));
        await doors.RefuseAsync(CreateTaskWith("BOGUS"), "status: not of its type");
        await doors.RefuseAsync(CreateTask(Text(""), "1"), "title must have at least 1 character.");
        await doors.RefuseAsync(CreateTask(Text(" \u00A0\n"), "1"), "title must not be blank.");
        await doors.RefuseAsync(CreateTask(Text(new string('t', 2_001)), "1"), "title must have at most 2000 characters.");
        await doors.RefuseAsync(CreateTask(Text("x"), "1", Text(new string('d', 20_001))), "description must have at most 20000 characters.");
        await doors.RefuseAsync(CreateTask(Text(""), "1", Text("\0")), $"title must have at least 1 character. description {NotText}");
        await doors.RefuseAsync(CreateTask(Text("a\0"), "1"), $"title {NotText}");
        await doors.RefuseAsync(CreateTask(Text("\uD800"), "1"), $"title {NotText}");
        await doors.RefuseAsync(CreateTask(Text("x"), "1", Text("\uDC00\uD800")), $"description {NotText}");
        await doors.RefuseAsync(CreateTask(Text(""), "7"), "title must have at least 1 character.");
        await doors.RefuseAsync(CreateTask(Text("x"), "2"), "USER_NOT_FOUND");
        await doors.RefuseAsync(CreateTask(Text("x"), "0"), "USER_NOT_FOUND");
        await doors.RefuseAsync(CreateTask(Text("x"), "-1"), "USER_NOT_FOUND");
        await doors.RefuseAsync(CreateTask(Text("x"), $"{int.MaxValue}"), "USER_NOT_FOUND");
        await doors.RefuseAsync(CreateTask(Text("x"), $"{long.MaxValue}"), "USER_NOT_FOUND");
        await doors.RefuseAsync(CreateTask(Text("x"), Huge), "USER_NOT_FOUND");
        await doors.RefuseAsync(CreateTask("7", "1"), "title: not of its type");
        await doors.RefuseAsync(CreateTask("null", "1"), "title: not of its type");
        await doors.RefuseAsync(CreateTask(Text("x"), "1", "7"), "description: not of its type");
        await doors.RefuseAsync(CreateTask(Text("x"), "null"), "userId: not of its type");
        await doors.RefuseAsync(CreateTask(Text("x"), "1.5"), "userId: not of its type");
        doors.AssertEqual();
    }

    [Fact]
    public async Task Setting_a_status()
    {
        await doors.AcceptAsync(CreateUser(Text("alice"), Text("alice@example.com")));
        await doors.AcceptAsync(CreateTask(Text("Write the report"), "1"));
        await doors.AcceptAsync(SetStatus("1", "IN_PROGRESS"));
        await doors.AcceptAsync(SetStatus("1", "IN_PROGRESS"));
        await doors.AcceptAsync(SetStatus("1", "COMPLETED"));
        await doors.AcceptAsync(SetStatus("1", "PENDING"));
        await doors.AcceptAsync(SetStatus("1", "PENDING"));
        await doors.RefuseAsync(SetStatus("1", "BOGUS"), "status: not of its type");
        await doors.RefuseAsync(SetStatus("2", "PENDING"), "TASK_NOT_FOUND");
        await doors.RefuseAsync(SetStatus("0", "PENDING"), "TASK_NOT_FOUND");
        await doors.RefuseAsync(SetStatus("-1", "PENDING"), "TASK_NOT_FOUND");
        await doors.RefuseAsync(SetStatus(Huge, "PENDING"), "TASK_NOT_FOUND");
        await doors.RefuseAsync(SetStatus(Text("abc"), "PENDING"), "not an id");
        await doors.RefuseAsync(SetStatus(Text("1e3"), "PENDING"), "not an id");
        doors.AssertEqual();
    }

    [Fact]
    public async Task Reading_and_listing()
    {
        await doors.AcceptAsync(ListUsers());
        await doors.AcceptAsync(ListTasks());
        await doors.AcceptAsync(CreateUser(Text("alice"), Text("alice@example.com")));
        await doors.AcceptAsync(CreateUser(Text("Zoë"), Text("zoë@bücher.example")));
        await doors.AcceptAsync(CreateUser(Text("idle"), Text("idle@example.com")));
        await doors.AcceptAsync(CreateTask(Text("Write the report"), "1", Text("For the café in Köln")));
        await doors.AcceptAsync(CreateTask(Text("Café reporting"), "2", Text("東京タワー 🚀")));
        await doors.AcceptAsync(CreateTask(Text("Call the bank"), "1", Text("")));
        await doors.AcceptAsync(SetStatus("2", "COMPLETED"));
        await doors.AcceptAsync(SetStatus("3", "IN_PROGRESS"));

        await doors.AcceptAsync(ListUsers());
        await doors.AcceptAsync(ListTasks());
        await doors.AcceptAsync(ListTasks(status: "PENDING"));
        await doors.AcceptAsync(ListTasks(search: "CAFE repo"));
        await doors.AcceptAsync(ListTasks(status: "COMPLETED", search: "cafe"));
        await doors.RefuseAsync(ListTasks(status: "BOGUS"), "status: not of its type");

        await doors.AcceptAsync(ReadTask("1"));
        await doors.AcceptAsync(ReadTask(Text("0002")));
        await doors.RefuseAsync(ReadTask("4"), "TASK_NOT_FOUND");
        await doors.RefuseAsync(ReadTask("-1"), "TASK_NOT_FOUND");
        await doors.RefuseAsync(ReadTask(Huge), "TASK_NOT_FOUND");
        await doors.RefuseAsync(ReadTask(Text("one")), "not an id");
        await doors.AcceptAsync(ReadUser("2"));
        await doors.RefuseAsync(ReadUser("4"), "USER_NOT_FOUND");
        await doors.RefuseAsync(ReadUser("0"), "USER_NOT_FOUND");
        await doors.RefuseAsync(ReadUser(Huge), "USER_NOT_FOUND");
        await doors.RefuseAsync(ReadUser(Text("alice")), "not an id");

        await doors.AcceptAsync(TasksOfUser("1"));
        await doors.AcceptAsync(TasksOfUser("3"));
        await doors.AcceptAsync(TasksOfUser("1", status: "IN_PROGRESS"));
        await doors.AcceptAsync(TasksOfUser("1", status: "COMPLETED"));
        await doors.AcceptAsync(TasksOfUser("1", search: "koln"));
        await doors.AcceptAsync(TasksOfUser("2", search: "タワー"));
        await doors.AcceptAsync(TasksOfUser("2", search: "🚀"));
        await doors.AcceptAsync(TasksOfUser("1", search: ""));
        await doors.AcceptAsync(TasksOfUser("1", search: "\" OR * NEAR(a) -- '"));
        await doors.AcceptAsync(TasksOfUser("1", status: "PENDING", search: "repo"));
        await doors.AcceptAsync(TasksOfUser("1", search: string.Concat(Enumerable.Repeat("a ", 1_500))));
        await doors.AcceptAsync(TasksOfUser("1", search: "a\0b"));
        await doors.RefuseAsync(TasksOfUser("1", status: "BOGUS"), "status: not of its type");
        await doors.RefuseAsync(TasksOfUser("4", status: "PENDING", search: "a"), "USER_NOT_FOUND");
        await doors.RefuseAsync(TasksOfUser(Huge), "USER_NOT_FOUND");
        await doors.RefuseAsync(TasksOfUser(Text("x")), "not an id");
        doors.AssertEqual();
    }
}
