using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Access;
using TaskTracker.Schema;
using TaskTracker.Server.GraphQL.Execution;
using TaskTracker.Server.GraphQL.Execution.Plans;
using TaskTracker.Server.GraphQL.Json;
using TaskTracker.Server.Tests.Hosting;
using TaskTracker.Server.Tests.Secrecy;

namespace TaskTracker.Server.Tests.GraphQL;

/// <summary>What is answered by a plan, and with prepared queries, is what the engine answers by itself.</summary>
public sealed class PlanTests(SecretiveWorld world) : IClassFixture<SecretiveWorld>
{
    private static readonly int Queries = TestDatabase.IsPostgres ? 40 : 100;

    private static readonly Actor[] Actors =
    [
        Actor.Of(Origin.GraphQL, new Identity(1, "abc", Role.Admin, null, null)),
        Actor.Anonymous(Origin.GraphQL, AnonymousAccess.Legacy),
    ];

    private readonly ISchema schema = world.Legacy.Services.GetRequiredService<ISchema>();

    private readonly DocumentExecuter planned = Engine(world, new RequestValidator(), new PlannedExecution());

    private readonly DocumentExecuter ordinary = Engine(world, new DocumentValidator(), new ParallelExecutionStrategy());

    [Fact]
    public void A_plan_answers_any_query_as_the_engine_does() => Prop
        .ForAll(Arb.From(new QueryGenerator(schema, SecretiveWorld.Ids).Query), query => CheckAsync(query.Text, mustBePlanned: true, query.Variables.ToJsonString()).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(Queries));

    [Theory]
    // Merged fields and fragments, with arguments, on known types and on interfaces.
    [InlineData("{ a: tasks(first: 3) { nodes { id } } a: tasks(first: 3) { nodes { title ...T } edges { node { ...T } } } } fragment T on Task { title user { username } user { id } }")]
    [InlineData("{ node(id: \"VXNlcjox\") { __typename id ... on User { username ... on Node { again: id } } ... on Task { title } } }")]
    [InlineData("{ nodes(ids: [\"VGFzazo0\", \"VXNlcjox\", \"VGFzazo5OTk=\"]) { __typename ... on Task { title user { tasks(first: 1) { nodes { id } } } } ... on User { tasks(first: 2) { totalCount } } } }")]
    // Conditions.
    [InlineData("query ($v0: Boolean! = true, $v1: Boolean! = false) { tasks(first: 2) { nodes { id @skip(if: $v0) title @include(if: $v0) user @include(if: $v1) { id } ...T @skip(if: $v1) } } } fragment T on Task { status }")]
    [InlineData("{ tasks(first: 1) { nodes { id @skip(if: true) title @include(if: true) @skip(if: false) } totalCount @include(if: false) } }")]
    // Arguments with variables in their midst, and left out.
    [InlineData("query ($s: TaskStatus, $n: Int, $after: String) { a: tasks(where: {status: {eq: PENDING}}, first: $n, after: $after) { nodes { id } } b: users(first: $n) { nodes { tasks(where: {priority: {neq: NONE}}) { totalCount } } } c: tasks(where: {or: [{status: {in: [COMPLETED, $s]}}]}) { totalCount } }", "{\"n\":2,\"after\":null,\"s\":\"PENDING\"}")]
    [InlineData("query ($id: ID!, $name: String!) { taskById(id: $id) { title changes(first: 2) { nodes { kind } } } userByUsername(username: $name) { id } }", "{\"id\":5,\"name\":\"ABC\"}")]
    // Everything that a page tells.
    [InlineData("{ viewer { __typename } users(first: 5) { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } } asOf } }")]
    public Task A_plan_answers_what_clients_write_as_the_engine_does(string query, string variables = "{}") => CheckAsync(query, mustBePlanned: true, variables);

    [Fact]
    public Task A_plan_keeps_nothing_that_variables_decide() => CheckAsync(
        """
        query ($where: TaskFilterInput, $order: [TaskSortInput!], $status: TaskStatus, $direction: SortEnumType, $title: String, $short: Boolean!) {
          a: tasks(where: $where, order: $order) { nodes { id title @skip(if: $short) user @include(if: $short) { id } } }
          b: tasks(where: {or: [{status: {eq: $status}}, {title: {eq: $title}}]}, order: [{title: $direction}]) { nodes { id status } totalCount @include(if: $short) }
          c: users(where: {tasks: {some: {status: {eq: $status}}}}, order: [{username: DESC}]) { nodes { username tasks(where: {status: {neq: $status}}) { nodes { id } } } }
        }
        """,
        mustBePlanned: true,
        """{"where": {"status": {"eq": "PENDING"}}, "order": [{"id": "ASC"}], "status": "PENDING", "direction": "ASC", "title": "none", "short": true}""",
        """{"where": {"status": {"neq": "PENDING"}}, "order": [{"id": "DESC"}], "status": "COMPLETED", "direction": "DESC", "title": "none", "short": false}""",
        """{"status": "IN_PROGRESS", "direction": "ASC", "title": "", "short": false}""");

    [Theory]
    [InlineData("{ tasks(after: \"forged\") { nodes { id } } users(first: 1) { nodes { id } } }")]
    [InlineData("{ users(first: 2) { nodes { id tasks(after: \"forged\") { nodes { id } } } } }")]
    [InlineData("{ __schema { queryType { name fields { name type { name kind ofType { name } } args { name defaultValue } } } directives { name locations } } __type(name: \"TaskStatus\") { enumValues { name } } }")]
    [InlineData("{ taskById(id: \"none\") { id } first: taskById(id: 4) { id title } }")]
    [InlineData("{ tasks(first: 101) { nodes { id } } }")]
    // Variables that are not good, or not plain.
    [InlineData("query ($n: Int!) { tasks(first: $n) { nodes { id } } }")]
    [InlineData("query ($n: Int!) { tasks(first: $n) { nodes { id } } }", "{\"n\":null}")]
    [InlineData("query ($n: Int) { tasks(first: $n) { nodes { id } } }", "{\"n\":\"two\"}")]
    [InlineData("query ($n: Int = 2) { tasks(first: $n) { nodes { id } } }", "{\"n\":null}")]
    [InlineData("query ($id: ID = 4) { taskById(id: $id) { title } }", "{\"id\":null}")]
    [InlineData("query ($s: TaskStatus) { tasks(where: {status: {eq: $s}}) { totalCount } }", "{\"s\":\"NEVER\"}")]
    public Task What_no_plan_answers_is_answered_by_the_engine(string query, string variables = "{}") => CheckAsync(query, mustBePlanned: false, variables);

    private static DocumentExecuter Engine(SecretiveWorld world, IDocumentValidator validator, IExecutionStrategy strategy) => new(
        world.Legacy.Services.GetRequiredService<IDocumentBuilder>(),
        validator,
        new DefaultExecutionStrategySelector([new ExecutionStrategyRegistration(strategy, OperationType.Query)]),
        []);

    private async Task CheckAsync(string query, bool mustBePlanned, params string[] variables)
    {
        var document = world.Legacy.Services.GetRequiredService<IDocumentBuilder>().Build(query);
        foreach (var actor in Actors)
        {
            var all = new List<(string Given, ExecutionResult Expected)>();
            foreach (var given in variables)
            {
                all.Add((given, await RunAsync(ordinary, document, given, actor)));
            }

            // The first asks EF, the second prepares, the third uses what was prepared.
            for (var i = 0; i < 3; i++)
            {
                foreach (var (given, expected) in all)
                {
                    var answer = await RunAsync(planned, document, given, actor);

                    Assert.Equal(Text(expected), Text(answer));
                    Assert.True(answer.Data is WrittenData || !mustBePlanned || expected.Errors is not null, $"Not by a plan: {query} {given}");
                }
            }
        }
    }

    private Task<ExecutionResult> RunAsync(DocumentExecuter engine, GraphQLDocument document, string variables, Actor actor) => engine.ExecuteAsync(new()
    {
        Schema = schema,
        Document = document,
        Variables = RequestReader.Read(System.Text.Encoding.UTF8.GetBytes($$"""{"query":"{a}","variables":{{variables}}}"""), 1).Requests[0].Variables,
        ValidationRules = RequestValidator.Known,
        UserContext = new ActorContext(actor),
        RequestServices = world.Legacy.Services,
    });

    private static string Text(ExecutionResult result)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonFormat.Options))
        {
            ResultWriter.Write(writer, result);
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
