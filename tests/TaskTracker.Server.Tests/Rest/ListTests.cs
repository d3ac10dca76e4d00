using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Rest;

public sealed class ListTests(ListTests.Store store) : IClassFixture<ListTests.Store>
{
    private readonly TrackerServer server = store.Server;

    [Theory]
    [InlineData("/tasks/", "Buy milk, Buy bread, Drink milk")]
    [InlineData("/tasks/?status=done", "Buy bread, Drink milk")]
    [InlineData("/tasks/?search=MILK", "Buy milk, Drink milk")]
    [InlineData("/tasks/?search=mil+buy", "")]
    [InlineData("/tasks/?search=milk+bu", "Buy milk")]
    [InlineData("/tasks/?search=", "Buy milk, Buy bread, Drink milk")]
    [InlineData("/tasks/?user_id=2", "Drink milk")]
    [InlineData("/tasks/?user_id=99999999999999999999", "")]
    [InlineData("/tasks/?user_id=1&status=completed&search=buy", "Buy bread")]
    [InlineData("/tasks/?skip=1&limit=1", "Buy bread")]
    [InlineData("/tasks/?limit=0", "")]
    [InlineData("/tasks/?skip=99999999999999999999", "")]
    [InlineData("/tasks/?limit=99999999999999999999", "Buy milk, Buy bread, Drink milk")]
    [InlineData("/tasks/?limit=1&limit=2", "Buy milk, Buy bread")]
    [InlineData("/tasks/?LIMIT=1&page=7&=&&foo", "Buy milk, Buy bread, Drink milk")]
    [InlineData("/tasks/?search=%FF", "Buy milk, Buy bread, Drink milk")]
    [InlineData("/tasks/?%73earch=m%69lk&=", "Buy milk, Drink milk")]
    [InlineData("/users/1/tasks", "Buy milk, Buy bread")]
    [InlineData("/users/1/tasks?status=COMPLETED&user_id=2", "Buy bread")]
    [InlineData("/users/2/tasks?search=buy", "")]
    [InlineData("/users/1/tasks?skip=1", "Buy bread")]
    public async Task A_list_holds_what_is_asked_for_in_the_order_of_creation(string path, string titles) =>
        Assert.Equal(titles, string.Join(", ", (await server.GetAsync(path)).Json.AsArray().Select(task => task!["title"]!.GetValue<string>())));

    [Fact]
    public async Task Users_are_listed_in_the_order_of_creation()
    {
        Assert.Equal([1, 2], Ids(await server.GetAsync("/users/")));
        Assert.Equal([2], Ids(await server.GetAsync("/users/?skip=1&limit=5")));
    }

    [Theory]
    [InlineData("/tasks/?limit=", "int_parsing query.limit Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("/tasks/?limit=%FF", "int_parsing query.limit Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("/tasks/?limit=-1", "greater_than_equal query.limit Input should be greater than or equal to 0")]
    [InlineData("/users/?skip=-1", "greater_than_equal query.skip Input should be greater than or equal to 0")]
    [InlineData("/tasks/?user_id=bob", "int_parsing query.user_id Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("/tasks/?status=", "enum query.status Input should be 'PENDING', 'IN_PROGRESS' or 'COMPLETED'")]
    [InlineData("/tasks/?status=%00%FF", "enum query.status Input should be 'PENDING', 'IN_PROGRESS' or 'COMPLETED'")]
    public async Task A_parameter_that_is_wrong_is_refused(string path, string error) => Assert.Equal(error, (await server.GetAsync(path)).Error);

    [Theory]
    [InlineData("/tasks/?status=%FF", "\ufffd")]
    [InlineData("/tasks/?status=a%C3%28+%F0%9F%98%80%2B%zz", "a\ufffd( \ud83d\ude00+%zz")]
    [InlineData("/tasks/%FFx", "\ufffdx")]
    [InlineData("/tasks/%FF%2531+", "\ufffd%31+")]
    [InlineData("/tasks/%2531", "%31")]
    [InlineData("/users/%C3%28/tasks", "\ufffd(")]
    public async Task Escapes_that_are_not_UTF_8_are_taken_as_the_legacy_server_took_them(string path, string input) =>
        Assert.Equal(input, (string?)(await server.GetAsync(path)).Json["detail"]![0]!["input"]);

    [Fact]
    public async Task All_wrong_parameters_are_told_at_once() => Assert.Equal(
        ["path.user_id", "query.status", "query.skip", "query.limit"],
        (await server.GetAsync("/users/x/tasks?limit=x&skip=x&status=x")).Errors.Select(error => error.Split(' ')[1]));

    private static IEnumerable<int> Ids(Answer answer) => answer.Json.AsArray().Select(row => row!["id"]!.GetValue<int>());

    /// <summary>Two users with three tasks.</summary>
    public sealed class Store : IAsyncLifetime
    {
        public TrackerServer Server { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = new TrackerServer();
            var alice = await Server.CreateUserAsync();
            var bob = await Server.CreateUserAsync();
            await Server.CreateTaskAsync(alice, "Buy milk");
            await Server.CreateTaskAsync(alice, "Buy bread", "COMPLETED");
            await Server.CreateTaskAsync(bob, "Drink milk", "COMPLETED");
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
