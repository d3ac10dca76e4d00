using System.Text.Json.Nodes;
using TaskTracker.Server.Tests.Hosting;

namespace TaskTracker.Server.Tests.GraphQL.Costs;

/// <summary>What operations cost: each number can be worked out by hand from the weights in schema.graphql.</summary>
public sealed class CostTests(TrackerServer server) : IClassFixture<TrackerServer>
{
    /// <summary>An operation, its variables as JSON, its field cost and its type cost.</summary>
    public static TheoryData<string, string, double, double> Table => new()
    {
        // A field with selections and an object are 1 each, leaves nothing; the root type counts.
        { "{ __typename }", "{}", 0, 1 },
        { "{ taskById(id: 1) { id title } }", "{}", 10, 2 },
        { "{ taskById(id: 1) { id title user { username } } }", "{}", 10.1, 3 },
        { "{ viewer { role scopes } }", "{}", 10, 2 },
        { "mutation { signIn(input: { username: \"a\", password: \"b\" }) { session { accessToken } errors { __typename } } }", "{}", 102, 4 },

        // Pages: as many rows as asked for, 50 when nothing is said, 100 at most, and none below none.
        { "{ tasks(first: 10) { nodes { id } } }", "{}", 11, 12 },
        { "{ tasks { nodes { id } } }", "{}", 11, 52 },
        { "{ tasks(last: 7) { nodes { id } } }", "{}", 11, 9 },
        { "{ tasks(first: 1000000) { nodes { id } } }", "{}", 11, 102 },
        { "{ tasks(first: -1) { nodes { id user { id } } } }", "{}", 11, 2 },
        { "{ tasks(first: 10) { edges { cursor node { id } } pageInfo { endCursor } totalCount } }", "{}", 14, 23 },
        { "{ tasks(first: 10) { nodes { id } edges { node { id } } } }", "{}", 12, 32 },
        { "{ tasks(first: 50) { nodes { id user { id } } pageInfo { endCursor } } }", "{}", 17, 103 },
        { "{ users(first: 100) { nodes { tasks(first: 10) { nodes { id } } } } }", "{}", 311, 1202 },
        { "{ users(first: 100) { nodes { tasks { nodes { id } } } } }", "{}", 311, 5202 },
        { "{ users(first: 100) { nodes { tasks(first: 10) { totalCount nodes { user { id } } pageInfo { endCursor } } } } }", "{}", 711, 2302 },
        { "{ nodes(ids: [1, 2, 3]) { id ... on Task { user { id } } ... on User { tasks(first: 5) { nodes { id } } } } }", "{}", 19.15, 22 },

        // Mutations of many: each that is given, and what is answered for each.
        { "mutation { createTask(input: { title: \"a\", userId: 1 }) { task { id } } }", "{}", 12, 3 },
        { "mutation { createTasks(input: { tasks: [{ title: \"a\", userId: 1 }, { title: \"b\", userId: 1 }] }) { tasks { id user { id } } } }", "{}", 13.3, 6 },
        { "mutation ($t: [UpdateTaskStatusInput!]!) { updateTaskStatuses(input: { tasks: $t }) { tasks { id } } }", """{ "t": [{ "id": 1, "status": "PENDING" }, { "id": 2, "status": "PENDING" }] }""", 13.1, 4 },
        { "mutation ($i: UpdateTasksInput!) { updateTasks(input: $i) { tasks { id } errors { ... on TaskItemError { reasons { code } } } } }", """{ "i": { "tasks": [{ "id": 1 }, { "id": 2 }, { "id": 3 }] } }""", 15.15, 11 },

        // Page sizes in variables.
        { "query ($n: Int) { tasks(first: $n) { nodes { id } } }", """{ "n": 10 }""", 11, 12 },
        { "query ($n: Int) { tasks(first: $n) { nodes { id } } }", """{ "n": null }""", 11, 52 },
        { "query ($n: Int) { tasks(first: $n) { nodes { id } } }", "{}", 11, 52 },
        { "query ($n: Int = 3) { tasks(first: $n) { nodes { id } } }", "{}", 11, 5 },
        { "query ($n: Int, $m: Int) { users(first: $n) { nodes { tasks(first: $m) { nodes { id user { id } } } } } }", """{ "n": 20, "m": 5 }""", 81, 242 },
        { "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", """{ "ids": [1, 2] }""", 10.1, 3 },

        // Filters, orders and searches cost the same in the document and in variables.
        { "{ tasks(first: 1, where: { status: { eq: PENDING }, title: { contains: \"a\" } }) { nodes { id } } }", "{}", 51, 3 },
        { "query ($w: TaskFilterInput) { tasks(first: 1, where: $w) { nodes { id } } }", """{ "w": { "status": { "eq": "PENDING" }, "title": { "contains": "a" } } }""", 51, 3 },
        { "query ($t: StringOperationFilterInput) { tasks(first: 1, where: { status: { eq: PENDING }, title: $t }) { nodes { id } } }", """{ "t": { "contains": "a" } }""", 51, 3 },
        { "query ($w: TaskFilterInput) { tasks(first: 1, where: $w) { nodes { id } } }", "{}", 11, 3 },
        { "{ tasks(first: 1, where: { or: [{ id: { eq: 1 } }, { id: { in: [2, 3] } }] }) { nodes { id } } }", "{}", 41.2, 3 },
        { "{ tasks(first: 1, where: { or: { id: { eq: 1 } } }) { nodes { id } } }", "{}", 31, 3 },
        { "{ tasks(first: 1, order: [{ status: ASC }, { user: { username: DESC } }], search: \"x\") { nodes { id } } }", "{}", 71.1, 3 },
        { "query ($o: [TaskSortInput!]) { tasks(first: 1, order: $o) { nodes { id } } }", """{ "o": [{ "status": "ASC" }, { "user": { "username": "DESC" } }] }""", 51.1, 3 },

        // A filter of the items of a list is tried for each item; one command filters for all rows of a level.
        { "{ users(first: 1, where: { tasks: { some: { status: { eq: PENDING } } } }) { nodes { id } } }", "{}", 131, 3 },
        { "{ users(first: 1, where: { tasks: { any: true } }) { nodes { id } } }", "{}", 31, 3 },
        { "{ users(first: 100) { nodes { tasks(first: 1, where: { status: { eq: PENDING } }) { nodes { id } } } } }", "{}", 331, 302 },

        // What is selected twice is found once, however it is written.
        { "{ tasks(first: 10) { nodes { user { id } } } tasks(first: 10) { nodes { user { username } } } }", "{}", 12, 22 },
        { "{ ...A ...B } fragment A on Query { tasks(first: 10) { nodes { user { id } } } } fragment B on Query { tasks(first: 10) { nodes { user { email } } } }", "{}", 12, 22 },
        { "{ a: tasks(first: 10) { nodes { id } } b: tasks(first: 10) { nodes { id } } }", "{}", 22, 23 },
        { "{ tasks(first: 10) { nodes { title a: title b: title } } }", "{}", 13, 12 },

        // What is not selected costs nothing.
        { "query ($yes: Boolean!) { tasks(first: 10) { nodes { id user @include(if: $yes) { id } } } }", """{ "yes": true }""", 12, 22 },
        { "query ($yes: Boolean!) { tasks(first: 10) { nodes { id user @include(if: $yes) { id } } } }", """{ "yes": false }""", 11, 12 },
        { "query ($yes: Boolean!) { tasks(first: 10) { nodes { id ... @skip(if: $yes) { user { id } } } } }", """{ "yes": true }""", 11, 12 },
        { "query ($yes: Boolean!) { tasks(first: 10) { nodes { id } } tasks(first: 10) @include(if: $yes) { nodes { user { id } } } }", """{ "yes": false }""", 11, 12 },
        { "{ tasks(first: 10) { nodes { id user @include(if: false) { id } } } }", "{}", 11, 12 },

        // Of the types that it can be, the dearest.
        { "{ node(id: \"VGFzazox\") { ... on Task { user { id } } ... on User { tasks(first: 5) { nodes { id } } } } }", "{}", 13, 8 },

        // Of several operations the one that is run.
        { "query A { tasks(first: 10) { nodes { id } } } query B { tasks(first: 100) { nodes { id } } }", "A", 11, 12 },
        { "query A { tasks(first: 10) { nodes { id } } } query B { tasks(first: 100) { nodes { id } } }", "B", 11, 102 },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task An_operation_costs(string query, string variables, double fieldCost, double typeCost)
    {
        // Twice: the second time the document is known.
        for (var i = 0; i < 2; i++)
        {
            var answer = await server.AskOverAsync(GraphQLTransport.Post, new
            {
                query,
                variables = variables.StartsWith('{') ? JsonNode.Parse(variables) : null,
                operationName = variables.StartsWith('{') ? null : variables,
                extensions = new { operationCost = "validate" },
            });
            var cost = answer["extensions"]?["operationCost"] ?? throw new InvalidOperationException(answer.ToJsonString());
            Assert.Equal((fieldCost, typeCost), ((double)cost["fieldCost"]!, (double)cost["typeCost"]!));
        }
    }

    /// <summary>What frontends ask for, page after page.</summary>
    [Theory]
    [InlineData("{ users(first: 100) { nodes { id username email tasks(first: 10) { totalCount nodes { id title status user { id } } pageInfo { hasNextPage endCursor } } } } }")]
    [InlineData("{ users(first: 100) { edges { cursor node { id tasks(first: 10) { edges { cursor node { id title } } pageInfo { hasNextPage endCursor } } } } pageInfo { hasNextPage endCursor } } }")]
    [InlineData("{ users(first: 100) { nodes { id pending: tasks(first: 0, where: { status: { eq: PENDING } }) { totalCount } done: tasks(first: 0, where: { status: { eq: COMPLETED } }) { totalCount } } } }")]
    [InlineData("{ tasks(first: 50) { totalCount nodes { id title user { id username tasks(first: 20) { totalCount nodes { id title user { id } } } } } } }")]
    [InlineData("{ tasks { nodes { id user { tasks { nodes { id title user { username } } } } } } }")]
    [InlineData("{ users { nodes { id username tasks { nodes { id title status } } } } }")]
    [InlineData("{ tasks(first: 100, where: { and: [{ status: { neq: COMPLETED } }, { or: [{ title: { contains: \"a\" } }, { description: { contains: \"a\" } }] }, { user: { username: { startsWith: \"a\" } } }], createdAt: { gte: \"2026-01-01T00:00:00Z\" } }, order: [{ createdAt: DESC }, { id: DESC }], search: \"report\") { totalCount nodes { id title description status createdAt updatedAt user { id username } changes(last: 5) { nodes { kind at actor } } } pageInfo { hasNextPage endCursor } } }")]
    [InlineData("{ a: tasks(first: 20, where: { status: { eq: PENDING } }, order: [{ createdAt: DESC }]) { totalCount nodes { id title user { username } } } b: tasks(first: 20, where: { status: { eq: IN_PROGRESS } }, order: [{ createdAt: DESC }]) { totalCount nodes { id title user { username } } } c: tasks(first: 20, where: { status: { eq: COMPLETED } }, order: [{ updatedAt: DESC }]) { totalCount nodes { id title user { username } } } users(first: 100) { nodes { id username } } viewer { user { id username } role } taskChanges(last: 50) { nodes { kind at actor task { id title } changes { field from to } } } }")]
    public async Task What_a_frontend_asks_for_is_within_the_limits(string query) =>
        Assert.Null((await server.AskOverAsync(GraphQLTransport.Post, new { query, extensions = new { operationCost = "validate" } })).Code());

    [Theory]
    [InlineData("{ users(first: 100) { nodes { tasks(first: 100) { nodes { user { tasks(first: 100) { nodes { id } } } } } } } }")]
    [InlineData("{ tasks { nodes { user { tasks { nodes { user { tasks { nodes { id } } } } } } } } }")]
    [InlineData("{ users(first: 100) { nodes { tasks(first: 100) { nodes { id } } } } }")]
    [InlineData("{ tasks(first: 100) { nodes { changes(first: 100) { nodes { kind } } } } }")]
    [InlineData("{ tasks(first: 100, where: { user: { tasks: { some: { user: { tasks: { some: { title: { contains: \"a\" } } } } } } } }) { nodes { id } } }")]
    public async Task What_would_read_half_the_store_is_not(string query) =>
        Assert.Equal("COST_EXCEEDED", (await server.AskOverAsync(GraphQLTransport.Post, new { query })).Code());

    [Fact]
    public async Task Many_aliases_of_what_is_dear_are_not_within_the_limits()
    {
        Assert.Equal("COST_EXCEEDED", await CodeAsync(n => $"a{n}: tasks(where: {{ title: {{ contains: \"x\" }} }}) {{ totalCount }}", 30, "{"));
        Assert.Equal("COST_EXCEEDED", await CodeAsync(n => $"a{n}: signIn(input: {{ username: \"a\", password: \"b\" }}) {{ errors {{ __typename }} }}", 10, "mutation {"));
        Assert.Equal("COST_EXCEEDED", await CodeAsync(n => $"a{n}: title", 400, "{ tasks(first: 100) { nodes {", "} }"));
        Assert.Equal("COST_EXCEEDED", await CodeAsync(n => $"a{n}: types {{ name fields {{ name }} }}", 200, "{ __schema {", "}"));
    }

    [Fact]
    public async Task The_usual_introspection_query_is_within_the_limits_and_many_at_once_are_not()
    {
        const string types = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } }";
        const string fragments = "fragment T on __Type { kind name fields(includeDeprecated: true) { name args { ...I } type { ...R } } inputFields { ...I } interfaces { ...R } enumValues { name } possibleTypes { ...R } } "
            + "fragment I on __InputValue { name type { ...R } defaultValue } fragment R on __Type { " + types + " }";
        const string one = "__schema { queryType { name } types { ...T } directives { name args { ...I } } }";

        Assert.Null((await server.AskAsync("{ " + one + " } " + fragments)).Code());
        Assert.Equal("COST_EXCEEDED", (await server.AskAsync("{ " + string.Concat(Enumerable.Range(0, 12).Select(n => $"a{n}: {one} ")) + "} " + fragments)).Code());
    }

    private async Task<string?> CodeAsync(Func<int, string> selection, int count, string before, string after = "") =>
        (await server.AskAsync($"{before} {string.Join(' ', Enumerable.Range(0, count).Select(selection))} }}{after}")).Code();
}
