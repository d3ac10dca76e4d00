using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

/// <summary>What counts as an integer, wherever one is asked for.</summary>
public sealed class IntegerTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    private const string Parsing = "int_parsing {0} Input should be a valid integer, unable to parse string as an integer";

    [Theory]
    [InlineData("/tasks/00{0}")]
    [InlineData("/tasks/+{0}")]
    [InlineData("/tasks/%20{0}%20")]
    [InlineData("/tasks/{0}.00")]
    [InlineData("/tasks/0_{0}")]
    public async Task Another_spelling_of_an_id_finds_the_same_task(string path)
    {
        var task = await server.CreateTaskAsync(await server.CreateUserAsync());
        var answer = await server.GetAsync(path.Replace("{0}", $"{task}", StringComparison.Ordinal));
        Assert.Equal(task, answer.Json["id"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("10e-1")]
    [InlineData("\"1\"")]
    [InlineData("\" 01 \"")]
    [InlineData("true")]
    public async Task Another_spelling_of_an_id_in_a_body_means_the_same_user(string userId)
    {
        await using var fresh = new TrackerServer();
        await fresh.CreateUserAsync();
        var answer = await fresh.SendAsync("POST", "/tasks/", $$"""{"title":"T","user_id":{{userId}}}""");
        Assert.Equal(1, answer.Json["user_id"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("--1")]
    [InlineData("1__0")]
    [InlineData("_1")]
    [InlineData("1_")]
    [InlineData(".0")]
    [InlineData("%FF")]
    [InlineData("%D9%A3")]
    public async Task Something_else_in_the_path_is_422(string id) =>
        Assert.Equal(Parsing.Replace("{0}", "path.task_id", StringComparison.Ordinal), (await server.GetAsync($"/tasks/{id}")).Error);

    [Theory]
    [InlineData("/tasks/2147483648")]
    [InlineData("/tasks/9223372036854775808")]
    [InlineData("/tasks/-99999999999999999999999999")]
    [InlineData("/tasks/0")]
    public async Task An_id_of_any_size_is_an_id(string path) =>
        Assert.Equal((404, """{"detail":"Task not found"}"""), ((await server.GetAsync(path)).Status, (await server.GetAsync(path)).Body));

    [Theory]
    [InlineData("4294967297")]
    [InlineData("99999999999999999999999")]
    [InlineData("\"99999999999999999999999\"")]
    [InlineData("1e300")]
    [InlineData("-1")]
    public async Task An_integer_of_any_size_in_a_body_is_an_id(string userId)
    {
        var answer = await server.SendAsync("POST", "/tasks/", $$"""{"title":"T","user_id":{{userId}}}""");
        Assert.Equal((404, """{"detail":"User not found"}"""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("1.5", "int_from_float body.user_id Input should be a valid integer, got a number with a fractional part")]
    [InlineData("1e-3", "int_from_float body.user_id Input should be a valid integer, got a number with a fractional part")]
    [InlineData("1e999", "finite_number body.user_id Input should be a finite number")]
    [InlineData("[1]", "int_type body.user_id Input should be a valid integer")]
    [InlineData("\"\"", "int_parsing body.user_id Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("\"\\ud800\"", "int_parsing body.user_id Input should be a valid integer, unable to parse string as an integer")]
    public async Task Something_else_in_a_body_is_422(string userId, string error) =>
        Assert.Equal(error, (await server.SendAsync("POST", "/tasks/", $$"""{"title":"T","user_id":{{userId}}}""")).Error);

    [Fact]
    public async Task A_number_of_more_than_4300_digits_is_too_long_to_read() => Assert.Equal(
        "int_parsing_size body.user_id Unable to parse input string as an integer, exceeded maximum size",
        (await server.SendAsync("POST", "/tasks/", $$"""{"title":"T","user_id":{{new string('9', 4_301)}}}""")).Error);
}
