using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL;

public sealed class QueryTests(QueryTests.Store store) : IClassFixture<QueryTests.Store>
{
    private TrackerServer Server => store.Server;

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("\"VGFzazox\"")]
    [InlineData("\"0001\"")]
    public async Task A_task_is_found_by_number_and_by_global_id(string id) => await Server.AnswersAsync(
        $"{{ taskById(id: {id}) {{ id databaseId title user {{ id username }} }} }}",
        """{ "taskById": { "id": "VGFzazox", "databaseId": 1, "title": "first", "user": { "id": "VXNlcjox", "username": "alice" } } }""");

    [Theory]
    [InlineData("taskById", "0")]
    [InlineData("taskById", "-1")]
    [InlineData("taskById", "3")]
    [InlineData("taskById", "99999999999999999999")]
    [InlineData("taskById", "\"VGFzazoz\"")]
    [InlineData("userById", "9")]
    [InlineData("node", "\"VGFzazoz\"")]
    [InlineData("node", "\"VXNlcjow\"")]
    public async Task What_there_is_not_is_null(string field, string id) =>
        await Server.AnswersAsync($"{{ {field}(id: {id}) {{ id }} }}", $$"""{ "{{field}}": null }""");

    [Theory]
    [InlineData("taskById", "\"\"")]
    [InlineData("taskById", "\"VXNlcjox\"")]
    [InlineData("taskById", "\"1.5\"")]
    [InlineData("taskById", "\" 1\"")]
    [InlineData("taskById", "\"VGFzazox=\"")]
    [InlineData("userById", "\"VGFzazox\"")]
    [InlineData("node", "1")]
    [InlineData("node", "\"VGFzazowMQ==\"")]
    [InlineData("node", "\"Tm90aGluZzox\"")]
    public async Task What_is_no_id_of_the_type_is_refused(string field, string id) =>
        Assert.Equal([$"INVALID_INPUT {field}"], await Server.ErrorsAsync($"{{ {field}(id: {id}) {{ id }} }}"));

    [Fact]
    public async Task A_node_that_is_asked_for_by_number_is_told_to_be_asked_for_by_global_id()
    {
        var answer = await Server.AskAsync("{ node(id: 1) { id } }");

        Assert.Equal("id must be a global id, as the field 'id' of every object gives it.", (string)answer["errors"]![0]!["message"]!);
    }

    [Theory]
    [InlineData("alice", "alice")]
    [InlineData("ALICE", "alice")]
    [InlineData("zoë ünï", "Zoë Ünï")]
    public async Task A_user_is_found_by_name_whatever_the_case(string name, string found) => await Server.AnswersAsync(
        "query ($n: String!) { userByUsername(username: $n) { username } }", $$"""{ "userByUsername": { "username": "{{found}}" } }""", new { n = name });

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("a\u0000b")]
    public async Task No_user_of_a_name_is_null(string name) => await Server.AnswersAsync(
        "query ($n: String!) { userByUsername(username: $n) { username } }", """{ "userByUsername": null }""", new { n = name });

    [Fact]
    public async Task Nodes_come_in_the_order_of_their_ids_with_null_for_what_there_is_not() => await Server.AnswersAsync(
        """{ nodes(ids: ["VXNlcjoy", "VGFzazo5", "VGFzazox", "VXNlcjoy"]) { __typename id ... on Task { title } ... on User { username } } }""",
        """
        { "nodes": [ { "__typename": "User", "id": "VXNlcjoy", "username": "Zoë Ünï" }, null,
          { "__typename": "Task", "id": "VGFzazox", "title": "first" }, { "__typename": "User", "id": "VXNlcjoy", "username": "Zoë Ünï" } ] }
        """);

    [Fact]
    public async Task At_most_a_hundred_nodes_are_fetched_at_once() => Assert.Equal(
        ["INVALID_PAGE nodes"],
        await Server.ErrorsAsync("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = Enumerable.Repeat("VGFzazox", 101) }));

    [Fact]
    public async Task Variables_fragments_aliases_and_directives_work_together() => await Server.AnswersAsync(
        """
        query Other { __typename }
        query Board($first: Int = 1, $withUser: Boolean!, $status: [TaskStatus!]) {
          open: tasks(first: $first, where: {status: {in: $status}}) { ...Page }
          done: tasks(first: 1, where: {status: {eq: COMPLETED}}) { ...Page totalCount @skip(if: true) }
        }
        fragment Page on TasksConnection { nodes { ...Card user @include(if: $withUser) { username } } }
        fragment Card on Node { __typename id ... on Task { name: title } }
        """,
        """
        { "open": { "nodes": [{ "__typename": "Task", "id": "VGFzazox", "name": "first", "user": { "username": "alice" } }] },
          "done": { "nodes": [{ "__typename": "Task", "id": "VGFzazoy", "name": "second", "user": { "username": "Zoë Ünï" } }] } }
        """,
        new { withUser = true, status = new[] { "PENDING", "IN_PROGRESS" } },
        operationName: "Board");

    [Fact]
    public async Task Fragments_that_select_of_one_list_what_others_do_not_are_merged() => await Server.AnswersAsync(
        """
        { ...Titles ...Rest users(first: 1) { nodes { ...Mine tasks(first: 1) { totalCount edges { cursor node { databaseId } } } } } }
        fragment Titles on Query { tasks(first: 1) { nodes { title user { username } } } }
        fragment Rest on Query { tasks(first: 1) { totalCount nodes { status user { email } } edges { node { databaseId } } pageInfo { hasNextPage } } }
        fragment Mine on User { username tasks(first: 1) { nodes { title } } }
        """,
        """
        { "tasks": { "nodes": [{ "title": "first", "user": { "username": "alice", "email": "alice@example.com" }, "status": "PENDING" }],
            "totalCount": 2, "edges": [{ "node": { "databaseId": 1 } }], "pageInfo": { "hasNextPage": true } },
          "users": { "nodes": [{ "username": "alice", "tasks": { "nodes": [{ "title": "first" }], "totalCount": 1,
            "edges": [{ "cursor": "CURSOR", "node": { "databaseId": 1 } }] } }] } }
        """.Replace("CURSOR", await CursorOfFirstAsync(), StringComparison.Ordinal));

    [Fact]
    public async Task One_list_under_two_names_has_arguments_of_its_own_under_each() => await Server.AnswersAsync(
        """
        { users { nodes {
          none: tasks(first: 0) { nodes { id } pageInfo { hasNextPage } }
          done: tasks(where: {status: {eq: COMPLETED}}) { totalCount }
          last: tasks(last: 1, order: {title: DESC}) { nodes { title } }
        } } }
        """,
        """
        { "users": { "nodes": [
          { "none": { "nodes": [], "pageInfo": { "hasNextPage": true } }, "done": { "totalCount": 0 }, "last": { "nodes": [{ "title": "first" }] } },
          { "none": { "nodes": [], "pageInfo": { "hasNextPage": true } }, "done": { "totalCount": 1 }, "last": { "nodes": [{ "title": "second" }] } } ] } }
        """);

    [Theory]
    [InlineData(true, """{ "tasks": { "nodes": [{ "title": "first" }], "totalCount": 2 } }""")]
    [InlineData(false, """{ "tasks": { "edges": [{ "node": { "title": "first" } }], "pageInfo": { "hasNextPage": true } } }""")]
    public async Task Parts_of_a_list_come_and_go_with_variables(bool nodes, string expected) => await Server.AnswersAsync(
        """
        query ($nodes: Boolean!, $count: Boolean = false) {
          tasks(first: 1) {
            nodes @include(if: $nodes) { title status @include(if: $count) }
            totalCount @include(if: $nodes)
            edges @skip(if: $nodes) { cursor @include(if: $count) node { title } }
            pageInfo @skip(if: $nodes) { hasNextPage endCursor @include(if: $count) }
          }
        }
        """,
        expected,
        new { nodes });

    [Fact]
    public async Task Users_lead_to_tasks_and_tasks_to_users_as_deep_as_one_asks() => await Server.AnswersAsync(
        "{ users { nodes { tasks(first: 3) { nodes { user { tasks(first: 3) { nodes { user { username } } } } } } } } }",
        """
        { "users": { "nodes": [
          { "tasks": { "nodes": [{ "user": { "tasks": { "nodes": [{ "user": { "username": "alice" } }] } } }] } },
          { "tasks": { "nodes": [{ "user": { "tasks": { "nodes": [{ "user": { "username": "Zoë Ünï" } }] } } }] } } ] } }
        """);

    private async Task<string> CursorOfFirstAsync() =>
        (string)(await Server.DataAsync("{ users(first: 1) { nodes { tasks(first: 1) { pageInfo { endCursor } } } } }"))["users"]!["nodes"]![0]!["tasks"]!["pageInfo"]!["endCursor"]!;

    public sealed class Store : IAsyncLifetime
    {
        public TrackerServer Server { get; } = new();

        public async Task InitializeAsync()
        {
            await Server.AddUserAsync("alice");
            await Server.DataAsync("""mutation { createUser(input: {username: "Zoë Ünï", email: "zoe@example.com"}) { user { id } } }""");
            await Server.AddTaskAsync(1, "first");
            await Server.AddTaskAsync(2, "second", status: TaskStatus.Completed);
        }

        public async Task DisposeAsync() => await Server.DisposeAsync();
    }
}
