using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Access;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Users;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Lists;

/// <summary>Any filter in any order, read in pages of any size from either end, is what the model says.</summary>
public sealed class ListProperties(ListProperties.Store store) : IClassFixture<ListProperties.Store>
{
    private const string TaskPage =
        """
        query ($where: TaskFilterInput, $order: [TaskSortInput!], $first: Int, $after: String, $last: Int, $before: String) {
          list: tasks(where: $where, order: $order, first: $first, after: $after, last: $last, before: $before) {
            totalCount nodes { databaseId } edges { cursor node { databaseId } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
        """;

    private const string UserPage =
        """
        query ($where: UserFilterInput, $order: [UserSortInput!], $first: Int, $after: String, $last: Int, $before: String) {
          list: users(where: $where, order: $order, first: $first, after: $after, last: $last, before: $before) {
            totalCount nodes { databaseId } edges { cursor node { databaseId } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
        """;

    private static readonly Gen<(int Size, bool Backward)> Walks = Gen.Elements(1, 2, 3, 7, 50).Zip(Gen.Elements(true, false));

    [Fact]
    public void Tasks_in_pages_are_what_the_model_says() => Check(
        from filter in ListGenerators.TaskFilter(2) from order in ListGenerators.TaskOrder from walk in Walks select (filter, order, walk),
        TaskPage,
        (filter, order) => [.. store.Model.Tasks(filter, order).Select(task => task.Id)]);

    [Fact]
    public void Users_in_pages_are_what_the_model_says() => Check(
        from filter in ListGenerators.UserFilter(2) from order in ListGenerators.UserOrder from walk in Walks select (filter, order, walk),
        UserPage,
        (filter, order) => [.. store.Model.Users(filter, order).Select(user => user.Id)]);

    private void Check(
        Gen<(JsonObject Filter, JsonArray Order, (int Size, bool Backward) Walk)> cases, string query, Func<JsonObject, JsonArray, List<int>> model) =>
        Prop.ForAll(Arb.From(cases), c => CheckWalkAsync(query, c.Filter, c.Order, c.Walk.Size, c.Walk.Backward, model(c.Filter, c.Order)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(TestDatabase.IsPostgres ? 75 : 150));

    private async Task CheckWalkAsync(string query, JsonObject where, JsonArray order, int size, bool backward, List<int> expected)
    {
        var told = $"where: {where.ToJsonString()} order: {order.ToJsonString()} size: {size} backward: {backward}";
        var found = new List<int>();
        string? cursor = null;
        bool more;
        do
        {
            var variables = backward
                ? new { where, order, first = (int?)null, after = (string?)null, last = (int?)size, before = cursor }
                : new { where, order, first = (int?)size, after = cursor, last = (int?)null, before = (string?)null };
            var list = (await store.Server.DataAsync(query, variables))["list"]!;
            var page = list["nodes"]!.AsArray().Select(node => (int)node!["databaseId"]!).ToList();
            Assert.Equal(page, list["edges"]!.AsArray().Select(edge => (int)edge!["node"]!["databaseId"]!));
            Assert.True(expected.Count == (int)list["totalCount"]!, $"totalCount {list["totalCount"]}, not {expected.Count}; {told}");

            var info = list["pageInfo"]!;
            if (backward)
            {
                found.InsertRange(0, page);
            }
            else
            {
                found.AddRange(page);
            }

            var before = backward ? expected.Count - found.Count : found.Count - page.Count;
            Assert.True((bool)info["hasPreviousPage"]! == before > 0, $"hasPreviousPage; {told}");
            Assert.True((bool)info["hasNextPage"]! == before + page.Count < expected.Count, $"hasNextPage; {told}");
            Assert.Equal((string?)info["startCursor"], (string?)list["edges"]!.AsArray().FirstOrDefault()?["cursor"]);
            Assert.Equal((string?)info["endCursor"], (string?)list["edges"]!.AsArray().LastOrDefault()?["cursor"]);
            more = (bool)info[backward ? "hasPreviousPage" : "hasNextPage"]!;
            cursor = (string?)info[backward ? "startCursor" : "endCursor"];
        }
        while (more && found.Count <= expected.Count);

        Assert.True(expected.SequenceEqual(found), $"wanted [{string.Join(' ', expected)}], got [{string.Join(' ', found)}]; {told}");
    }

    /// <summary>Few rows with many equal and many awkward values.</summary>
    public sealed class Store : IAsyncLifetime
    {
        // What filters mean is tried here, not what they may cost.
        public TrackerServer Server { get; } = TrackerServer.With(new() { ["GraphQL:Cost:MaxFieldCost"] = "1000000" });

        public ListModel Model { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var users = new List<User>();
            foreach (var name in new[] { "abc", "ABD", "a%c", "a_c", "é日本", "🚀bc" })
            {
                Server.Clock.Advance(TimeSpan.FromSeconds(users.Count % 2));
                users.Add(await AddUserAsync(name, $"u{users.Count}@example.com"));
            }

            var tasks = new List<TaskItem>();
            foreach (var (title, i) in ListGenerators.Texts.Where(text => text.Length > 0).Select((text, i) => (text, i)))
            {
                // The last user has no task, and some tasks have no creator.
                Server.Clock.Advance(TimeSpan.FromSeconds(i % 9 == 0 ? 1 : 0));
                tasks.Add(await AddTaskAsync(
                    i % 4 == 0 ? null : users[i % 6],
                    new(
                        title,
                        i % 3 == 0 ? null : ListGenerators.Texts[i / 2],
                        users[i % 5].Id,
                        (TaskStatus)(i % 3),
                        (TaskPriority)(i % 5),
                        i % 7 < 2 ? null : DateOnly.Parse(ListGenerators.Days[i % 5], CultureInfo.InvariantCulture))));
            }

            Model = new ListModel(
                [.. users.Select(u => new ModelUser(u.Id, u.Username, u.Email, Text(u.CreatedAt)))],
                [.. tasks.Select(t => new ModelTask(
                    t.Id,
                    t.Title,
                    t.Description,
                    ListGenerators.Statuses[(int)t.Status],
                    ListGenerators.Priorities[(int)t.Priority],
                    t.DueDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    t.UserId,
                    t.CreatedBy,
                    Text(t.CreatedAt),
                    Text(t.UpdatedAt),
                    t.CompletedAt is { } completedAt ? Text(completedAt) : null))]);
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();

        private async Task<User> AddUserAsync(string username, string email) =>
            (await ServiceOf<CreateUser>().ExecuteAsync(Actor.Operator, new(username, email), default)).Value!;

        private async Task<TaskItem> AddTaskAsync(User? creator, CreateTask.Input input) => (await ServiceOf<CreateTask>().ExecuteAsync(
            creator is null ? Actor.Operator : Actor.Of(Origin.GraphQL, new(creator.Id, creator.Username, Role.Member, null, null)), input, default)).Value!;

        private T ServiceOf<T>() where T : notnull => (T)Server.Services.GetService(typeof(T))!;

        private static string Text(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ssZ", null);
    }
}
