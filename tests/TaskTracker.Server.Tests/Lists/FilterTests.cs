using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.Lists;

/// <summary>What the properties do not reach: what has no meaning, and the edges of what has.</summary>
public sealed class FilterTests(FilterTests.Store store) : IClassFixture<FilterTests.Store>
{
    private TrackerServer Server => store.Server;

    [Theory]
    [InlineData("{}", "alpha BETA Gamma")]
    [InlineData("{and: []}", "alpha BETA Gamma")]
    [InlineData("{or: []}", "")]
    [InlineData("{or: [{}]}", "alpha BETA Gamma")]
    [InlineData("{and: [{or: []}]}", "")]
    [InlineData("{title: {}}", "alpha BETA Gamma")]
    [InlineData("{title: {or: []}}", "")]
    [InlineData("{title: {and: []}}", "alpha BETA Gamma")]
    [InlineData("{user: {}}", "alpha BETA Gamma")]
    [InlineData("{title: {in: []}}", "")]
    [InlineData("{title: {nin: []}}", "alpha BETA Gamma")]
    [InlineData("{description: {eq: null}}", "BETA")]
    [InlineData("{description: {neq: null}}", "alpha Gamma")]
    [InlineData("{description: {in: [null]}}", "BETA")]
    [InlineData("{description: {in: [null, \"x\"]}}", "alpha BETA")]
    [InlineData("{description: {nin: [null]}}", "alpha Gamma")]
    [InlineData("{description: {neq: \"x\"}}", "BETA Gamma")]
    [InlineData("{description: {ncontains: \"x\"}}", "BETA Gamma")]
    [InlineData("{title: {eq: null}}", "")]
    [InlineData("{title: {startsWith: \"B\"}}", "BETA")]
    [InlineData("{title: {startsWith: \"b\"}}", "")]
    [InlineData("{title: {contains: \"\"}}", "alpha BETA Gamma")]
    [InlineData("{title: {endsWith: \"a\", nstartsWith: \"G\"}}", "alpha")]
    [InlineData("{status: {in: [PENDING, COMPLETED]}}", "alpha Gamma")]
    [InlineData("{status: {neq: PENDING}}", "BETA Gamma")]
    [InlineData("{id: {eq: \"VGFzazoy\"}}", "BETA")]
    [InlineData("{id: {in: [1, \"3\", \"VGFzazoy\"]}}", "alpha BETA Gamma")]
    [InlineData("{id: {lt: 99999999999999999999}}", "alpha BETA Gamma")]
    [InlineData("{id: {eq: 99999999999999999999}}", "")]
    [InlineData("{id: {eq: null}}", "")]
    [InlineData("{createdAt: {gt: \"2026-05-01T14:00:01+02:00\"}}", "BETA Gamma")]
    [InlineData("{createdAt: {eq: \"2026-05-01T12:00:02.000000Z\"}}", "BETA")]
    [InlineData("{user: {tasks: {any: true}, username: {eq: \"alice\"}}}", "alpha BETA Gamma")]
    public async Task A_filter_finds(string where, string titles)
    {
        var data = await Server.DataAsync($"{{ tasks(where: {where}) {{ nodes {{ title }} }} }}");

        Assert.Equal(titles, string.Join(' ', data["tasks"]!["nodes"]!.AsArray().Select(node => (string)node!["title"]!)));
    }

    [Theory]
    [InlineData("{title: null}")]
    [InlineData("{title: {contains: null}}")]
    [InlineData("{title: {in: null}}")]
    [InlineData("{id: {gt: null}}")]
    [InlineData("{createdAt: {nlte: null}}")]
    [InlineData("{and: null}")]
    [InlineData("{or: null}")]
    [InlineData("{user: null}")]
    [InlineData("{user: {tasks: {some: null}}}")]
    [InlineData("{user: {tasks: {any: null}}}")]
    [InlineData("{title: {and: null}}")]
    [InlineData("{id: {eq: \"VXNlcjox\"}}")]
    [InlineData("{id: {eq: \"one\"}}")]
    [InlineData("{title: {eq: \"\\ud800\"}}")]
    [InlineData("{title: {contains: \"\\u0000\"}}")]
    public async Task A_filter_without_a_meaning_is_refused(string where) =>
        Assert.Equal(["INVALID_FILTER tasks"], await Server.ErrorsAsync($"{{ tasks(where: {where}) {{ nodes {{ id }} }} }}"));

    [Theory]
    [InlineData("TaskFilterInput", "where: {and: [$none]}", "INVALID_FILTER tasks")]
    [InlineData("TaskFilterInput", "where: {or: [{}, $none]}", "INVALID_FILTER tasks")]
    [InlineData("StringOperationFilterInput", "where: {title: {or: [$none]}}", "INVALID_FILTER tasks")]
    [InlineData("TaskSortInput", "order: [$none]", "INVALID_ORDER tasks")]
    public async Task Null_that_a_variable_brings_into_a_list_is_refused(string type, string argument, string refusal) =>
        Assert.Equal([refusal], await Server.ErrorsAsync($"query ($none: {type}) {{ tasks({argument}) {{ nodes {{ id }} }} }}", new { none = (string?)null }));

    [Theory]
    [InlineData("2026-05-01T12:00:00Z\n")]
    [InlineData("2026-05-01T12:00:00")]
    [InlineData("2026-05-01")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-05-01T24:00:00Z")]
    [InlineData("2026-06-30T23:59:60Z")]
    [InlineData("2026-05-01T12:00:00.12345678Z")]
    [InlineData("2026-05-01T12:00:00,5Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("2026-05-01T12:00:00+14:01")]
    public async Task What_is_no_moment_is_refused(string text) => Assert.Equal(
        ["INVALID_VARIABLE"],
        await Server.ErrorsAsync("query ($at: DateTime!) { tasks(where: {createdAt: {gt: $at}}) { totalCount } }", new { at = text }));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", 3)]
    [InlineData("9999-12-31T23:59:59.9999999Z", 0)]
    [InlineData("2026-05-01t12:00:01.0000019z", 2)]
    [InlineData("2026-05-01T12:00:01-00:00", 2)]
    public async Task Moments_reach_to_the_ends_of_time(string text, int later) => await Server.AnswersAsync(
        "query ($at: DateTime!) { tasks(where: {createdAt: {gt: $at}}) { totalCount } }", $$"""{ "tasks": { "totalCount": {{later}} } }""", new { at = text });

    [Fact]
    public async Task A_refusal_names_the_place_in_the_filter()
    {
        var answer = await Server.AskAsync("{ tasks(where: {and: [{}, {or: [{user: {email: {startsWith: null}}}]}]}) { nodes { id } } }");

        Assert.StartsWith("'where.and[1].or[0].user.email.startsWith' must not be null.", (string)answer["errors"]![0]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_that_is_left_out_leaves_its_comparison_out() => await Server.AnswersAsync(
        "query ($status: TaskStatus, $title: String) { tasks(where: {status: {eq: $status}, title: {startsWith: $title}}) { totalCount } }",
        """{ "tasks": { "totalCount": 1 } }""",
        new { title = "B" });

    [Fact]
    public async Task Two_hundred_and_fifty_comparisons_are_the_most()
    {
        Assert.Empty(await Server.ErrorsAsync(Query, new { where = Many(250) }));
        Assert.Equal(["INVALID_FILTER tasks"], await Server.ErrorsAsync(Query, new { where = Many(251) }));

        static JsonObject Many(int count) =>
            new() { ["or"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)new JsonObject { ["id"] = new JsonObject { ["eq"] = i } })]) };
    }

    [Fact]
    public async Task Ten_thousand_values_may_stand_in_a_list()
    {
        await Server.AnswersAsync(Query, """{ "tasks": { "totalCount": 3 } }""", Values(10_000));
        Assert.Equal(["INVALID_FILTER tasks"], await Server.ErrorsAsync(Query, Values(10_001)));

        static object Values(int count) => new { where = new { databaseId = new { @in = Enumerable.Range(-9_000, count) } } };
    }

    [Fact]
    public async Task A_thousand_items_may_stand_in_and_and_or_together()
    {
        Assert.Empty(await Server.ErrorsAsync(Query, Items(1_000)));
        Assert.Equal(["INVALID_FILTER tasks"], await Server.ErrorsAsync(Query, Items(1_001)));

        static object Items(int count) => new { where = new { and = Enumerable.Repeat(new { }, 400), or = Enumerable.Repeat(new { }, count - 400) } };
    }

    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    public async Task Filters_nest(int depth)
    {
        var where = new StringBuilder("{title: {eq: \"BETA\"}}");
        for (var i = 0; i < depth; i++)
        {
            where.Insert(0, i % 2 == 0 ? "{and: [" : "{or: [").Append("]}");
        }

        await Server.AnswersAsync($"{{ tasks(where: {where}) {{ totalCount }} }}", """{ "tasks": { "totalCount": 1 } }""");
    }

    [Theory]
    [InlineData("2026-05-01")]
    [InlineData("2026-05-01T12:00:00")]
    [InlineData("2026-13-01T12:00:00Z")]
    [InlineData("2026-05-01T24:00:01Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("yesterday")]
    public async Task Only_a_moment_with_an_offset_is_a_moment(string text) =>
        Assert.Equal(["INVALID_VARIABLE"], await Server.ErrorsAsync("query ($t: DateTime) { tasks(where: {createdAt: {eq: $t}}) { totalCount } }", new { t = text }));

    private const string Query = "query ($where: TaskFilterInput) { tasks(where: $where) { totalCount } }";

    public sealed class Store : IAsyncLifetime
    {
        // What filters mean is tried here, not what they may cost.
        public TrackerServer Server { get; } = TrackerServer.With(new() { ["GraphQL:Cost:MaxFieldCost"] = "100000" });

        public async Task InitializeAsync()
        {
            await Server.AddUserAsync("alice");
            await Server.AddTaskAsync(1, "alpha", "x");
            await Server.AddTaskAsync(1, "BETA", null, TaskStatus.InProgress);
            await Server.AddTaskAsync(1, "Gamma", "X", TaskStatus.Completed);
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
